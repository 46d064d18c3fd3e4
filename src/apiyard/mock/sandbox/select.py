"""Choose, sort and cut the items of a list as its parameters say."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from apiyard.core.json import Json, JsonObject
from apiyard.core.noun import dataclass
from apiyard.mock.sandbox.paging import Filter, Paging, Test, filter_of
from apiyard.mock.sandbox.store import Record, holds
from apiyard.mock.sandbox.words import joined

_OPERATORS: Mapping[str, Test] = {
    "gt": "above",
    "gte": "least",
    "ge": "least",
    "lt": "below",
    "lte": "most",
    "le": "most",
    "ne": "not",
    "not": "not",
    "eq": "is",
    "in": "is",
    "after": "above",
    "before": "below",
    "from": "least",
    "to": "most",
    "min": "least",
    "max": "most",
}
_MOST_SEARCHED, _MOST_LOOKED = 20_000, 50
_ALL = ("all", "any", "*", "")
_DOWN = ("desc", "descending", "down", "-1")
_UP = ("asc", "ascending", "up", "1")


@dataclass(frozen=True, slots=True)
class Cut:
    """A page of a list.

    Args:
        records: those on the page.
        total: how many there are on all pages.
        start: how many stand before the page.
        size: how many a page has at most; 0 when all are given.
    """

    records: Sequence[Record]
    total: int
    start: int
    size: int

    @property
    def more(self) -> bool:
        """Whether something stands behind the page."""
        return self.start + len(self.records) < self.total


def select(
    records: Iterable[Record], paging: Paging, query: Mapping[str, Json], *, identity: str, gone: Mapping[int, Record]
) -> Cut:
    """Give the page that is asked for.

    Args:
        records: all there are.
        paging: what the parameters do.
        query: their values.
        identity: the member that a cursor holds.
        gone: records that are not there any more, by number, so that a walk goes on where it was.

    Returns:
        The page.
    """
    chosen = _sorted([record for record in records if _wanted(record, paging, query)], paging, query)
    size = _whole(query.get(paging.limit)) if paging.limit else None
    limited = size is not None
    size = paging.size if size is None else size
    size = min(size, paging.most) if paging.most and size else size
    walk = _Walk(chosen, paging, query, identity, gone)
    start, end = walk.start(size), len(chosen)
    if paging.before and query.get(paging.before) is not None:
        end = walk.place(str(query[paging.before]))
        start = max(0, end - size) if size else 0
    page = chosen[start:end]
    return Cut(page[:size] if size or limited else page, len(chosen), start, size)


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through the pages of a list."""

    chosen: list[Record]
    paging: Paging
    query: Mapping[str, Json]
    identity: str
    gone: Mapping[int, Record]

    def start(self, size: int) -> int:
        """Give how many items stand before the page."""
        paging, query = self.paging, self.query
        if paging.cursor and query.get(paging.cursor) not in (None, ""):
            return self.place(str(query[paging.cursor]), after=True)
        if paging.offset and (offset := _whole(query.get(paging.offset))) is not None:
            return max(0, offset)
        if paging.page and (page := _whole(query.get(paging.page))) is not None:
            return max(0, page - paging.first) * size
        return 0

    def place(self, cursor: str, *, after: bool = False) -> int:
        """Find where a page begins that starts behind an item, or ends before it, also when the item is gone."""
        for at, record in enumerate(self.chosen):
            if cursor_of(record, self.identity) == cursor:
                return at + 1 if after else at
        ghosts = [record for record in self.gone.values() if cursor_of(record, self.identity) == cursor]
        if not ghosts:
            return len(self.chosen) if after else 0
        ordered = _sorted([*self.chosen, ghosts[-1]], self.paging, self.query)
        return next(at for at, record in enumerate(ordered) if record is ghosts[-1])


def cursor_of(record: Record, identity: str) -> str:
    """Give the text that stands for the place of a record in a list."""
    value = record.item.get(identity) if identity else None
    return str(record.seq) if value is None else str(value)


def _wanted(record: Record, paging: Paging, query: Mapping[str, Json]) -> bool:
    for each in paging.filters:
        value = query.get(each.parameter)
        if value is None or (isinstance(value, str) and value.lower() in _ALL):
            continue
        if not _passes(value_at(record.item, each.member), value, each):
            return False
    if not paging.search or query.get(paging.search) in (None, ""):
        return True
    return _mentions(record.item, str(query[paging.search]).lower(), [_MOST_SEARCHED])


def value_at(item: JsonObject, member: str) -> Json:
    """Give the value of a member, or of a member of one: ``attributes.name``."""
    outer, dot, inner = member.partition(".")
    value = item.get(member)
    if value is None and dot:
        around = item.get(outer)
        value = around.get(inner) if isinstance(around, Mapping) else None
    return value


def _mentions(value: Json, text: str, left: list[int]) -> bool:
    left[0] -= 1
    if left[0] < 0:
        return False
    if isinstance(value, Mapping):
        return any(_mentions(inner, text, left) for inner in value.values())
    if isinstance(value, list):
        return any(_mentions(inner, text, left) for inner in value)
    return isinstance(value, str) and text in value.lower()


def _passes(member: Json, value: Json, rule: Filter) -> bool:
    if isinstance(value, Mapping):
        return all(
            _passes(member, inner, Filter(rule.parameter, rule.member, _OPERATORS[word]))
            if (word := joined(name)) in _OPERATORS
            else isinstance(member, Mapping) and holds(member.get(name), _shown(inner))
            for name, inner in value.items()
        )
    several = value if isinstance(value, list) else [value]
    if rule.test == "is":
        return any(_is(member, each) for each in several)
    if rule.test == "not":
        return not any(_is(member, each) for each in several)
    if member is None or isinstance(member, Mapping | list | bool):
        return member is None and rule.member != "" and rule.test in ("least", "above")
    left, right = comparable(member), comparable(several[0] if several else None)
    if left[0] != right[0]:
        return True
    return {
        "least": left >= right,
        "most": left <= right,
        "above": left > right,
        "below": left < right,
    }[rule.test]


def _is(member: Json, value: Json) -> bool:
    if holds(member, _shown(value)):
        return True
    if isinstance(value, str) and "," in value:
        return any(holds(member, part.strip()) for part in value.split(","))
    return isinstance(member, str) and isinstance(value, str) and member.lower() == value.lower()


def _shown(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def comparable(value: Json) -> tuple[int, float, str]:
    """Give what values are compared by: numbers and times as numbers, other texts as they are, nothing first."""
    if isinstance(value, bool) or value is None:
        return (0, float(bool(value)), "")
    if isinstance(value, int | float):
        return (1, float(value) if math.isfinite(value) else 0.0, "")
    if isinstance(value, str):
        moment = _moment(value)
        return (1, moment, "") if moment is not None else (2, 0.0, value.casefold())
    return (3, 0.0, "")


def _moment(text: str) -> float | None:
    if not (10 <= len(text) <= 40 and text[4] == "-" and text[7] == "-"):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()


def _sorted(records: list[Record], paging: Paging, query: Mapping[str, Json]) -> list[Record]:
    ordered = sorted(records, key=lambda record: record.seq)
    wish = query.get(paging.sort) if paging.sort else None
    down = _is_down(query.get(paging.direction)) if paging.direction else False
    fields = [str(each) for each in wish] if isinstance(wish, list) else str(wish or "").split(",")
    for text in reversed([field.strip() for field in fields if field.strip()]):
        name, reverse = _field(text)
        if name.lower() in (*_DOWN, *_UP):
            ordered = ordered[::-1] if name.lower() in _DOWN else ordered
            continue
        members = dict.fromkeys(name for record in ordered[:_MOST_LOOKED] for name in _names(record.item))
        found = filter_of(name, members) or filter_of(f"{name}_at", members)
        if found is not None:
            ordered = sorted(ordered, key=_key(found.member), reverse=reverse != down)
    return ordered


def _names(item: JsonObject) -> list[str]:
    inner = item.get("attributes")
    return [*item, *(f"attributes.{name}" for name in inner)] if isinstance(inner, Mapping) else list(item)


def _key(member: str) -> Callable[[Record], tuple[int, float, str]]:
    def key(record: Record) -> tuple[int, float, str]:
        return comparable(value_at(record.item, member))

    return key


def _field(text: str) -> tuple[str, bool]:
    """Read ``-name``, ``name:desc`` and ``name desc``."""
    for between in (":", " "):
        name, found, direction = text.partition(between)
        if found:
            return name, _is_down(direction)
    return text.lstrip("+-"), text.startswith("-")


def _is_down(value: Json) -> bool:
    return str(value).strip().lower() in _DOWN


def _whole(value: Json) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return min(int(value), 1 << 31)
