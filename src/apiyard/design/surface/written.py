"""Wishes about parameters and forms that are written in another way: the same bytes may mean something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from apiyard.core.json import Json
from apiyard.design.cause import Direction, ExchangeProof, Side, Verdict
from apiyard.design.diffing.edit import Exchanged, Question
from apiyard.design.surface.ask import side_of
from apiyard.design.surface.named import parameters_of
from apiyard.design.surface.parts import prove_part_refused
from apiyard.design.witness.meaning import prove_misread, shown, values_to_try
from apiyard.design.witness.prove import asking
from apiyard.design.witness.trial import ALLOWED, Trial, trial_of
from apiyard.spec import media
from apiyard.spec.coerce import types
from apiyard.spec.composing.compose import code_of, composer
from apiyard.spec.composing.wish import CannotBuildError, ReplyWish, Wish
from apiyard.spec.composing.write_style import as_header, as_path, as_query
from apiyard.spec.judge import check_request
from apiyard.spec.operation import Operation, Parameter
from apiyard.spec.schema import Schema
from apiyard.spec.style import from_text
from apiyard.spec.unreadable import UnreadableError

_ALIKE = "what was written is read as the same values"
_NO_PROOF = "no value was found that is read otherwise, which proves nothing"
_COMPOUND = frozenset(("array", "object"))
# Single values look the same in these styles.
_PLAIN = frozenset(("form", "simple", "spaceDelimited", "pipeDelimited", "tabDelimited", "deepObject"))


def read_otherwise(direction: Direction) -> Exchanged:
    """Ask for a request whose parameter is refused, or means another value, since it is written in another way."""

    def ask(question: Question) -> Side:
        if question.site is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        place = question.site.place
        trial = trial_of(question.contracts, place)
        own, other = parameters_of(trial, place)
        if own is None:
            return Side(direction, Verdict.UNKNOWN, "the parameter was not found")
        key = (own.location, own.name)
        where = f"{own.location}/{own.name}"
        tries = [(Wish(values={key: value}), where, value) for value in values_to_try(_schema(own))]
        there = f"{other.location}/{other.name}" if other is not None else ""
        found = prove_misread(trial, tries, there=there)
        alike = other is not None and is_alike(own, other)
        if found == ALLOWED and not alike and other is not None and trial.strict:
            found = _spelled(trial, own, other)
        return _proved(direction, found, alike=alike)

    return Exchanged(direction, ask)


def is_alike(left: Parameter, right: Parameter) -> bool:
    """Say whether all values of a parameter are read alike: when it is written the same, or holds single values."""
    if left.content or right.content:
        return False
    if (left.style, left.explode) == (right.style, right.explode):
        return True  # reserved characters are read as they are, and percent-encoded
    wanted = [types(each.schema) if each.schema is not None else set[str]() for each in (left, right)]
    single = all(each and each.isdisjoint(_COMPOUND) for each in wanted)
    return single and (left.style == right.style or {left.style, right.style} <= _PLAIN)


def form_read_otherwise(direction: Direction, member: str) -> Exchanged:
    """Ask for a request whose form is refused, or means another value, since a member is written in another way."""

    def ask(question: Question) -> Side:
        if question.site is None or question.site.place.part != "body":
            return Side(direction, Verdict.UNKNOWN, "how replies write forms cannot be judged")
        place = question.site.place
        trial = trial_of(question.contracts, place)
        found = prove_misread(trial, _bodies(trial, place.media_type, member))
        ways = [_way(each, place.media_type, member) for each in (trial.allowed, trial.refused)]
        if found == ALLOWED and ways[0] != ways[1]:
            tries = _bodies(trial, place.media_type, member)
            refused = prove_part_refused(trial, place.media_type, member, wishes=tries)
            if isinstance(refused, ExchangeProof):
                return side_of(direction, refused, safe="")
            if refused == ALLOWED and ways[0][0] == ways[1][0]:
                return Side(direction, Verdict.SAFE, "all content types that the part had are still taken")
        return _proved(direction, found, alike=ways[0] == ways[1])

    return Exchanged(direction, ask)


def header_read_otherwise(direction: Direction) -> Exchanged:
    """Ask for a reply whose header means another value, since it is written in another way."""

    def ask(question: Question) -> Side:
        if question.site is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        place = question.site.place
        trial = trial_of(question.contracts, place)
        source, target = (_header(trial, place.status, place.name, source=each) for each in (True, False))
        try:
            found = _misread_header(trial, place.status, place.name)
        except CannotBuildError as error:
            found = error.what
        return _proved(direction, found, alike=source is not None and target is not None and is_alike(source, target))

    return Exchanged(direction, ask)


def _spelled(trial: Trial, own: Parameter, other: Parameter) -> ExchangeProof | str:
    """Read strictly: show a value that the target writes in another way, though lenient readers take both."""
    for value in values_to_try(_schema(own)):
        try:
            before, after = (_text(each, value) for each in (own, other))
            request = composer(trial.source).request(trial.allowed, Wish(values={(own.location, own.name): value}))
        except CannotBuildError:
            continue
        if before != after and check_request(trial.source, request).outcome == "valid":
            said = f"{own.location} {own.name} is written {before[:80]}, and must be written {after[:80]} now"
            return ExchangeProof(request, None, value, own.name, said)
    return ALLOWED


def _text(parameter: Parameter, value: Json) -> str:
    if parameter.location == "path":
        return as_path(parameter, value)
    if parameter.location == "header":
        return as_header(parameter, value)
    return "&".join(f"{name}={text}" for name, text in as_query(parameter, value))


def _proved(direction: Direction, found: ExchangeProof | str, *, alike: bool) -> Side:
    """Give the side: safe only where the ways to write and to read are known to be alike."""
    if found == ALLOWED and not alike:
        return Side(direction, Verdict.UNKNOWN, _NO_PROOF)
    if isinstance(found, str) and alike:
        return Side(direction, Verdict.SAFE, _ALIKE)
    return side_of(direction, found, safe=_ALIKE)


def _way(operation: Operation | None, media_type: str, member: str) -> tuple[bool, Json]:
    """Give what decides how a member of a form is read: brackets and repeated names are always understood."""
    body = operation.request_body if operation is not None else None
    entry = media.choose(body.content, media_type) if body is not None else None
    encoding = entry[1].encoding.get(member) if entry is not None else None
    held = encoding if isinstance(encoding, Mapping) else {}
    return held.get("explode") is False, held.get("contentType")


def _bodies(trial: Trial, media_type: str, member: str) -> Iterator[tuple[Wish, str, Json]]:
    held = trial.allowed.request_body
    entry = held.content.get(media_type) if held is not None else None
    for value in values_to_try(entry.schema if entry is not None else None, member):
        yield Wish(body=value, media_type=media_type), "body", value


def _misread_header(trial: Trial, status: str, name: str) -> ExchangeProof | str:
    source = _header(trial, status, name, source=True)
    target = _header(trial, status, name, source=False)
    if source is None or target is None or trial.refused is None:
        return "the header was not found"
    reason = "no value to try was found"
    for value in values_to_try(_schema(source)):
        wish = ReplyWish(status, code_of(trial.allowed, status, also=trial.refused), headers={name: value})
        reply = composer(trial.source).reply(trial.allowed, wish)
        text = reply.header(name) or ""
        try:
            before, after = from_text(source, text), from_text(target, text)
        except UnreadableError as error:
            return ExchangeProof(asking(trial.target, trial.refused), reply, value, name, f"header {name}: {error}")
        if before != after:
            said = f"header {name} is read as {shown(after)} and no longer as {shown(before)}"
            return ExchangeProof(asking(trial.target, trial.refused), reply, value, name, said)
        reason = ALLOWED
    return reason


def _header(trial: Trial, status: str, name: str, *, source: bool) -> Parameter | None:
    operation = trial.allowed if source else trial.refused
    response = operation.responses.get(status) if operation is not None else None
    headers = response.headers.values() if response is not None else ()
    return next((each for each in headers if each.name.lower() == name.lower()), None)


def _schema(parameter: Parameter) -> Schema | None:
    return next(iter(parameter.content.values())).schema if parameter.content else parameter.schema
