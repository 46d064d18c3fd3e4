"""Compare two JSON values, apart from what differs by its nature: times, ids, links, numbers of requests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.spec.pointer import join

Sort = Literal["differs", "masked", "twin"]
_MOST = 20
_DEEPEST = 64
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TIME = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?|\d\d:\d\d:\d\d(\.\d+)?")
_ID = re.compile(r"(^|[_-])(id|uuid|guid)$", re.IGNORECASE)
_ID_CAMEL = re.compile(r"[a-z0-9](Id|ID|Uuid|UUID|Guid)$")
_MOMENT = re.compile(
    r"(^|[_-])(at|on|date|time|timestamp|created|updated|modified|expires|expiry|duration|elapsed|took|uptime)$|"
    r"[a-z](At|On|Date|Time|Timestamp)$|^(created|updated|modified|expires|timestamp)"
)
_CHANCE = re.compile(r"token|nonce|secret|signature|etag|cursor|trace|request[_-]?id|session|^instance$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Apart:
    """A place in which two values differ.

    Args:
        sort: whether it counts, differs by its nature, or is an id that stands for the same thing on both sides.
        place: pointer with ``*`` for indexes.
        left: what stands on the one side, short.
        right: what stands on the other side, short.
        reason: why it does not count; empty when it does.
    """

    sort: Sort
    place: str
    left: str
    right: str
    reason: str = ""


def values_apart(left: Json, right: Json, bases: tuple[str, str] = ("", "")) -> Iterator[Apart]:
    """Give the places in which two values differ.

    Times, UUIDs and what is called like an id, a moment, a token or a trace may differ, as long as both sides have
    it in the same JSON type; links may differ in the address of the service.

    Args:
        left: a JSON value.
        right: another one.
        bases: the addresses of both services.

    Yields:
        The places, at most twenty.
    """
    todo: list[tuple[str, str, Json, Json, int]] = [("", "", left, right, 0)]
    given = 0
    while todo and given < _MOST:
        place, name, one, other, depth = todo.pop()
        if depth >= _DEEPEST and isinstance(one, dict | list) and isinstance(other, dict | list):
            given += 1
            yield Apart("masked", place, short(one), short(other), "too deep to be compared")
        elif isinstance(one, dict) and isinstance(other, dict):
            for key in sorted(one.keys() ^ other.keys()):
                given += 1
                told = ("there", "missing") if key in one else ("missing", "there")
                yield Apart("differs", join(place, key), *told)
            both = sorted(one.keys() & other.keys(), reverse=True)
            todo += [(join(place, key), key, one[key], other[key], depth + 1) for key in both]
        elif isinstance(one, list) and isinstance(other, list):
            if len(one) != len(other):
                given += 1
                yield Apart("differs", place, f"{len(one)} items", f"{len(other)} items")
                continue
            pairs = list(zip(one, other, strict=True))
            todo += [(f"{place}/*", name, each, twin, depth + 1) for each, twin in reversed(pairs)]
        elif not _equal(one, other):
            found = _leaf(place, name, (one, other), bases=bases)
            if found is not None:
                given += 1
                yield found


def names_thing(name: str, value: str | int) -> bool:
    """Say whether a value names a thing, by the name of its member or by being a UUID."""
    return bool(_ID_CAMEL.search(name) or _ID.search(name) or (isinstance(value, str) and _UUID.fullmatch(value)))


def _equal(one: Json, other: Json) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _leaf(place: str, name: str, values: tuple[Json, Json], *, bases: tuple[str, str]) -> Apart | None:
    one, other = values
    told = (short(one), short(other))
    if _sort(one) != _sort(other):
        return Apart("differs", place, *told)
    if isinstance(one, str) and isinstance(other, str):
        if all(_UUID.fullmatch(each) for each in (one, other)):
            return Apart("twin", place, one, other, "a UUID")
        if all(_TIME.fullmatch(each) for each in (one, other)):
            return Apart("masked", place, *told, "a time")
        if _placeless(one, bases[0]) == _placeless(other, bases[1]):
            return None
    if isinstance(one, bool) or not isinstance(one, str | int | float):
        return Apart("differs", place, *told)
    if names_thing(name, str(one)):
        return Apart("twin", place, str(one), str(other), "an id")
    if _MOMENT.search(name):
        return Apart("masked", place, *told, "a moment")
    if _CHANCE.search(name):
        return Apart("masked", place, *told, "made by chance")
    return Apart("differs", place, *told)


def _placeless(text: str, base: str) -> str:
    """Give a text without the address of its service."""
    host = base.partition("://")[2].partition("/")[0]
    return text.replace(base, "").replace(host, "") if host else text


def _sort(value: Json) -> str:
    if isinstance(value, bool) or value is None:
        return str(type(value).__name__)
    return "number" if isinstance(value, int | float) else type(value).__name__


def short(value: Json) -> str:
    """Give a value as a few words."""
    if isinstance(value, dict):
        return f"an object with {len(value)} members"
    if isinstance(value, list):
        return f"{len(value)} items"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
