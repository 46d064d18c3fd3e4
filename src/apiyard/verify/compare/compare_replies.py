"""Compare the answers of two services to the same request."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec import media
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_reply
from apiyard.spec.operation import Operation
from apiyard.spec.violation import Violation
from apiyard.verify.compare.difference import Compared, Difference
from apiyard.verify.compare.pair_ids import listed_ids, made_ids, placed_ids
from apiyard.verify.compare.side import Side
from apiyard.verify.compare.values import Apart, values_apart

# Refusals for the form of a request, for credentials, and for what there is (RFC 9110, section 15.5).
_FOR_FORM = frozenset({400, 405, 406, 411, 413, 414, 415, 422, 431})
_FOR_CREDENTIALS = frozenset({401, 403, 407})
_FOR_STATE = frozenset({304, 404, 409, 410, 412, 423, 428})
_MATTER = frozenset({
    "allow",
    "cache-control",
    "content-language",
    "content-range",
    "etag",
    "last-modified",
    "link",
    "location",
    "retry-after",
    "www-authenticate",
})  # fmt: skip
_VALUE_MATTERS = frozenset({"allow", "cache-control", "content-language"})
_VOLATILE = re.compile(
    r"date|expires|age|remaining|reset|id$|trace|token|etag|modified|cookie|time|location|link", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What both sides were asked.

    Args:
        operation: the operation that the request means, if any.
        method: its method.
        held: whether nothing of the request breaks the contract, credentials aside.
        doubtful: whether the contract does not say what the request means, as when a parameter stands twice.
    """

    operation: Operation | None
    method: str
    held: bool
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two answers to the same request."""

    asked: Asked
    one: Side
    first: Reply
    other: Side
    second: Reply

    @property
    def made_up(self) -> bool:
        return self.one.made_up or self.other.made_up

    @property
    def changed_twice(self) -> bool:
        """Whether a change was asked for twice of the same things, and cannot be made twice."""
        same = bool(self.one.keeps) and self.one.keeps == self.other.keeps
        changes = self.asked.method.upper() not in {"GET", "HEAD", "OPTIONS", "TRACE"}
        return same and changes and self.first.status < 300 and self.second.status in _FOR_STATE


def compare_replies(asked: Asked, left: tuple[Side, Reply | None], right: tuple[Side, Reply | None]) -> Compared:
    """Compare two answers.

    When the statuses differ, nothing else is compared. With a mock on one side the values are made up, so bodies and
    headers are held against the contract instead of against each other.

    Args:
        asked: what both were asked.
        left: a side and its reply, None without one.
        right: another side and its reply.

    Returns:
        What differs.

    Raises:
        InvalidInputError: a schema of the contract is itself wrong.
    """
    (one, first), (other, second) = left, right
    if first is None or second is None:
        if first is second:
            return Compared()
        silent = one if first is None else other
        return Compared((Difference("differs-reply", "reply", f"{silent.name} does not answer"),))
    pair = _Pair(asked, one, first, other, second)
    if first.status != second.status:
        reason = _reason(pair)
        told = f"{one.name} answers {first.status}, {other.name} {second.status}"
        if reason:
            return Compared(explained=(reason,))
        return Compared((Difference("differs-status", "status", told),))
    differences = list(_schema(pair))
    kinds = [_essence(each) for each in (first, second)]
    if kinds[0] != kinds[1]:
        if pair.made_up and asked.operation is not None and not differences:
            return Compared(explained=("which of the offered media types is answered is the service's choice",))
        told = f"{one.name} answers in {kinds[0] or 'no media type'}, {other.name} in {kinds[1] or 'none'}"
        return Compared((*differences, Difference("differs-media-type", "content-type", told)))
    if pair.made_up:
        return Compared(tuple(differences), twins=tuple(_twins(pair)), peers=tuple(_peers(pair)))
    said = {each.place.lower().replace("/", "", 1) for each in differences}
    return _by_value(pair, [*differences, *(each for each in _headers(pair) if each.place not in said)])


def _by_value(pair: _Pair, differences: list[Difference]) -> Compared:
    apart, said = list(_bodies(pair)), {each.place for each in differences}
    for each in apart:
        if each.sort == "differs" and f"body {each.place}".rstrip() not in said:
            told = f"{pair.one.name} has {each.left} at {each.place or 'the body'}, {pair.other.name} {each.right}"
            differences.append(Difference("differs-body", f"body {each.place}".rstrip(), told))
    masked = tuple(f"body {each.place}: {each.reason}" for each in apart if each.reason)
    twins = ((each.left, each.right) for each in apart if each.sort == "twin")
    return Compared(tuple(differences), (), masked, (*_twins(pair), *twins))


def _twins(pair: _Pair) -> Iterator[tuple[str, str]]:
    """Give what stands for the same thing on both sides: what both made of this request, and its entity tags."""
    if pair.asked.method.upper() == "POST" and pair.first.status < 300:
        yield from made_ids(_value(pair.first), _value(pair.second))
    yield from placed_ids(pair.first, pair.second)


def _peers(pair: _Pair) -> Iterator[tuple[str, str]]:
    """Give things of a service, each with one that a mock has instead."""
    if pair.made_up and pair.first.status < 300:
        yield from listed_ids(_value(pair.first), _value(pair.second))


def _reason(pair: _Pair) -> str:
    """Say why different statuses are no contradiction: a mock knows nothing, and what is changed twice differs."""
    if pair.changed_twice:
        return "both sides keep the same things, and the first one was asked before"
    if pair.one.made_up == pair.other.made_up:
        return ""
    mocked, real = (pair.first, pair.second) if pair.one.made_up else (pair.second, pair.first)
    if real.status in _FOR_CREDENTIALS:
        return "credentials are asked for by the service, not by the mock"
    asked, statuses = pair.asked, {mocked.status, real.status}
    if statuses <= _FOR_FORM or (not asked.held and all(400 <= each < 500 for each in statuses)):
        return "which refusal of a bad request is chosen is the service's word"
    if asked.doubtful and all(each < 500 for each in statuses):
        return "what a parameter means that stands twice is the service's word"
    documented = asked.operation is not None and asked.operation.response(real.status) is not None
    if not documented or not asked.held or not all(each < 300 or each in _FOR_STATE for each in statuses):
        return ""
    if statuses & _FOR_STATE:
        return "a mock holds other things than the service, so what is asked for is there in one of them only"
    return "which of the documented successes is answered is the service's choice"


def _schema(pair: _Pair) -> Iterator[Difference]:
    if pair.asked.operation is None:
        return
    mine, theirs = (
        {
            (each.place, each.schema_pointer): each
            for each in check_reply(pair.asked.operation, pair.asked.method, reply)
        }
        for reply in (pair.first, pair.second)
    )
    for key in sorted(mine.keys() - theirs.keys()):
        yield _of_schema(mine[key], keeps=pair.other, breaks=pair.one)
    for key in sorted(theirs.keys() - mine.keys()):
        yield _of_schema(theirs[key], keeps=pair.one, breaks=pair.other)


def _of_schema(violation: Violation, *, keeps: Side, breaks: Side) -> Difference:
    place = f"{violation.place} {violation.pointer}".rstrip()
    told = f"{keeps.name} keeps the contract, {breaks.name} does not: {violation.message}"
    return Difference("differs-schema", re.sub(r"/\d+(?=/|$)", "/*", place), told)


def _essence(reply: Reply) -> str:
    text = reply.header("content-type")
    return media.read(text).essence if text and reply.body else ""


def _headers(pair: _Pair) -> Iterator[Difference]:
    operation = pair.asked.operation
    response = operation.response(pair.first.status) if operation is not None else None
    declared = {name.lower() for name in response.headers} if response is not None else set()
    for name in sorted(_MATTER | declared):
        mine, theirs = pair.first.header(name), pair.second.header(name)
        counts = name in _VALUE_MATTERS or (name in declared and not _VOLATILE.search(name))
        if (mine is None) != (theirs is None):
            has, lacks = (pair.one, pair.other) if theirs is None else (pair.other, pair.one)
            yield Difference("differs-header", f"header {name}", f"{has.name} sends {name}, {lacks.name} does not")
        elif counts and mine is not None and theirs is not None and _reads(name, mine) != _reads(name, theirs):
            told = f"{pair.one.name} sends {name}: {mine[:80]}, {pair.other.name} {theirs[:80]}"
            yield Difference("differs-header", f"header {name}", told)


def _reads(name: str, value: str) -> object:
    return frozenset(each.strip().lower() for each in value.split(",")) if name in _VALUE_MATTERS else value


def _bodies(pair: _Pair) -> Iterator[Apart]:
    if pair.asked.method.upper() == "HEAD" or pair.first.body == pair.second.body:
        return
    mine, theirs = _value(pair.first), _value(pair.second)
    if mine is _NONE or theirs is _NONE:
        if pair.first.body.split() != pair.second.body.split():
            yield Apart("differs", "", f"{len(pair.first.body)} bytes", f"{len(pair.second.body)} other bytes")
        return
    yield from values_apart(mine, theirs, (pair.one.door.base_url, pair.other.door.base_url))


_NONE: Json = {"": "no JSON"}


def _value(reply: Reply) -> Json:
    if "json" not in (reply.header("content-type") or ""):
        return _NONE
    try:
        value: Json = json.loads(reply.body)
    except (ValueError, RecursionError):
        return _NONE
    return value
