"""Wishes about parameters and forms that are written in another way: the same bytes may mean something else."""

from __future__ import annotations

from collections.abc import Iterator

from apiyard.core.json import Json
from apiyard.design.cause import Direction, ExchangeProof, Side, Verdict
from apiyard.design.diffing.edit import Exchanged, Question
from apiyard.design.surface.ask import side_of
from apiyard.design.surface.named import parameters_of
from apiyard.design.witness.compose import code_of, composer
from apiyard.design.witness.meaning import prove_misread, values_to_try
from apiyard.design.witness.prove import asking
from apiyard.design.witness.trial import ALLOWED, Trial, trial_of
from apiyard.design.witness.wish import CannotBuildError, ReplyWish, Wish
from apiyard.spec import media
from apiyard.spec.operation import Parameter
from apiyard.spec.schema import Schema
from apiyard.spec.style import from_text
from apiyard.spec.unreadable import UnreadableError

_ALIKE = "what was written is read as the same values"


def read_otherwise(direction: Direction) -> Exchanged:
    """Ask for a request whose parameter is refused, or means another value, since it is written in another way."""

    def ask(question: Question) -> Side:
        if question.site is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        place = question.site.place
        trial = trial_of(question.contracts, place)
        own, _ = parameters_of(trial, place)
        if own is None:
            return Side(direction, Verdict.UNKNOWN, "the parameter was not found")
        key = (own.location, own.name)
        where = f"{own.location}/{own.name}"
        tries = [(Wish(values={key: value}), where, value) for value in values_to_try(_schema(own))]
        return side_of(direction, prove_misread(trial, tries), safe=_ALIKE)

    return Exchanged(direction, ask)


def form_read_otherwise(direction: Direction, member: str) -> Exchanged:
    """Ask for a request whose form is refused, or means another value, since a member is written in another way."""

    def ask(question: Question) -> Side:
        if question.site is None or question.site.place.part != "body":
            return Side(direction, Verdict.UNKNOWN, "how replies write forms cannot be judged")
        place = question.site.place
        trial = trial_of(question.contracts, place)
        found = prove_misread(trial, _bodies(trial, place.media_type, member))
        if found == ALLOWED and media.read(place.media_type).essence != "application/x-www-form-urlencoded":
            return Side(direction, Verdict.UNKNOWN, "the encoding of parts cannot be judged")
        return side_of(direction, found, safe=_ALIKE)

    return Exchanged(direction, ask)


def header_read_otherwise(direction: Direction) -> Exchanged:
    """Ask for a reply whose header means another value, since it is written in another way."""

    def ask(question: Question) -> Side:
        if question.site is None:
            return Side(direction, Verdict.UNKNOWN, "it stands in no operation of both contracts")
        place = question.site.place
        trial = trial_of(question.contracts, place)
        try:
            found = _misread_header(trial, place.status, place.name)
        except CannotBuildError as error:
            found = error.what
        return side_of(direction, found, safe=_ALIKE)

    return Exchanged(direction, ask)


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
            said = f"header {name} is read as {str(after)[:80]!r} and no longer as {str(before)[:80]!r}"
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
