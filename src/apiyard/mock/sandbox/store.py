"""What a sandbox remembers: items by resource, for each consumer apart, within bounds of memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from apiyard.core.errors import ApiyardError, InvalidInputError
from apiyard.core.json import Json, JsonObject, canonical
from apiyard.core.noun import dataclass, field, replace
from apiyard.mock.sandbox.repeats import Repeats
from apiyard.mock.sandbox.words import joined, one_of
from apiyard.spec.measure import measure

_MOST_GONE = 1_000
_VALUE_BYTES = 24


class FullError(ApiyardError):
    """The state has grown as large as it may."""

    code = "sandbox-full"
    status = 507


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a sandbox remembers.

    Args:
        items: of one resource of one consumer.
        consumer_bytes: of one consumer, as canonical JSON; a value counts for at least 24.
        consumers: whose state is kept; the one that was not seen for longest is forgotten.
        all_bytes: of all consumers together; those that were not seen for longest are forgotten.
    """

    items: int = 10_000
    consumer_bytes: int = 16 * 1024 * 1024
    consumers: int = 200
    all_bytes: int = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Record:
    """An item that is remembered.

    Args:
        item: the item; never changed, only replaced.
        within: by joined name of a path's variable, what the item is in.
        seq: grows with each item of a consumer.
        size: its bytes as canonical JSON, or 24 for each value in it if that is more.
        shown: whether it is an example of the contract that nobody touched; what is made may take its place.
    """

    item: JsonObject
    within: Mapping[str, str] = field(default_factory=dict)
    seq: int = 0
    size: int = 0
    shown: bool = False


@dataclass(slots=True)
class Shelf:
    """The items of one resource of one consumer, in the order in which they were made.

    Args:
        identity: the member by which they are mostly asked for.
    """

    identity: str
    records: dict[int, Record] = field(default_factory=dict)
    gone: dict[int, Record] = field(default_factory=dict)
    _index: dict[str, list[int]] = field(default_factory=dict)

    def put(self, record: Record) -> None:
        """Keep a record in the place of the one with the same number, if any."""
        before = self.records.get(record.seq)
        if before is not None:
            self._forget(before)
        self.records[record.seq] = record
        self._index.setdefault(_text(record.item.get(self.identity)), []).append(record.seq)

    def drop(self, seq: int) -> None:
        """Take a record away; where it stood is remembered for those who walk through pages."""
        record = self.records.pop(seq)
        self._forget(record)
        self.gone[seq] = record
        while len(self.gone) > _MOST_GONE:
            self.gone.pop(next(iter(self.gone)))

    def _forget(self, record: Record) -> None:
        key = _text(record.item.get(self.identity))
        left = [seq for seq in self._index.get(key, ()) if seq != record.seq]
        if left:
            self._index[key] = left
        else:
            self._index.pop(key, None)

    def reindexed(self, identity: str) -> Shelf:
        """Give the same items, found by another member."""
        made = Shelf(identity, gone=self.gone)
        for record in self.records.values():
            made.put(record)
        return made

    def named(self, member: str, value: str) -> Iterator[Record]:
        """Give the records whose member has a value, as text."""
        if member == self.identity:
            for seq in self._index.get(value, ()):
                yield self.records[seq]
            return
        yield from (record for record in self.records.values() if _text(record.item.get(member)) == value)

    def has(self, member: str, value: str) -> bool:
        """Say whether a record's member has a value, as text."""
        return next(self.named(member, value), None) is not None

    def inside(self, within: Mapping[str, str]) -> list[Record]:
        """Give the records that are within what a path names."""
        return [record for record in self.records.values() if is_within(record, within)]


def _text(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def is_within(record: Record, within: Mapping[str, str]) -> bool:
    """Say whether a record is within what a path names.

    What it was made in decides; else a member named like the variable; else it is everywhere, as examples are.

    Args:
        record: the record.
        within: by joined name of a variable, its value.
    """
    for name, value in within.items():
        known = record.within.get(name)
        if known is not None:
            if known != value:
                return False
            continue
        if value in record.within.values():
            continue
        member = linked_member(name, record.item)
        if member is not None and not holds(record.item[member], value):
            return False
        if member is None and record.within:
            return False
    return True


def linked_member(name: str, members: Iterable[str]) -> str | None:
    """Give the member that names what an item is within, such as ``customer_id`` for the variable ``customerId``."""
    plain = joined(name)
    bare = next((plain.removesuffix(e) for e in ("gid", "uuid", "id") if plain.endswith(e) and plain != e), plain)
    known = {joined(member): member for member in members}
    for wanted in (plain, f"{bare}id", bare, f"{plain}s", f"{bare}ids", f"{bare}s"):
        if wanted in known:
            return known[wanted]
    return next((member for word, member in known.items() if one_of(word) == bare), None)


def holds(value: Json, wanted: str) -> bool:
    """Say whether a value is, or names, or has among its items, what a text says."""
    if isinstance(value, Mapping):
        return any(not isinstance(inner, Mapping | list) and _text(inner) == wanted for inner in value.values())
    if isinstance(value, list):
        return any(holds(inner, wanted) for inner in value)
    if isinstance(value, bool):
        return wanted.lower() == str(value).lower()
    return _text(value) == wanted


Founder = Callable[[], Sequence[Record]]
"""Gives what a resource begins with."""


@dataclass(slots=True)
class Space:
    """The state of one consumer."""

    shelves: dict[str, Shelf] = field(default_factory=dict)
    seq: int = 0
    size: int = 0
    repeats: Repeats = field(default_factory=Repeats)


@dataclass(slots=True)
class World:
    """The state of all consumers; one for all APIs that share resources.

    Args:
        limits: how much is remembered.
    """

    limits: Limits = field(default_factory=Limits)
    founders: dict[str, tuple[str, Founder]] = field(default_factory=dict)
    changes: int = 0
    lock: threading.RLock = field(default_factory=threading.RLock)
    _owners: dict[str, str] = field(default_factory=dict)
    _spaces: OrderedDict[str, Space] = field(default_factory=OrderedDict)
    _founded: dict[str, Sequence[Record]] = field(default_factory=dict)

    def found(self, key: str, identity: str, founder: Founder, *, owner: str = "") -> None:
        """Say what a resource begins with; of APIs that share it the first one decides, and may decide anew.

        Args:
            key: names the resource in this world.
            identity: the member that tells its items apart.
            founder: gives the items, when they are first asked for.
            owner: who says so.
        """
        if self._owners.setdefault(key, owner) != owner:
            return
        self.founders[key] = (identity, founder)
        self._founded.pop(key, None)
        for space in self._spaces.values():
            shelf = space.shelves.get(key)
            if shelf is not None and shelf.identity != identity:
                space.shelves[key] = shelf.reindexed(identity)

    def shelf(self, consumer: str, key: str) -> Shelf:
        """Give the items of a resource of a consumer; those it begins with at first."""
        space = self.space(consumer)
        shelf = space.shelves.get(key)
        if shelf is None:
            identity, founder = self.founders[key]
            shelf = space.shelves[key] = Shelf(identity)
            if key not in self._founded:
                self._founded[key] = [sized(record) for record in founder()[: self.limits.items]]
            for record in self._founded[key]:
                self._put(space, shelf, record)
        return shelf

    def space(self, consumer: str) -> Space:
        """Give the state of a consumer, which counts as seen now."""
        space = self._spaces.get(consumer)
        if space is None:
            space = self._spaces[consumer] = Space()
            while len(self._spaces) > self.limits.consumers:
                self._spaces.popitem(last=False)
        else:
            self._spaces.move_to_end(consumer)
        return space

    def keep(self, consumer: str, key: str, record: Record) -> Record:
        """Remember a record; one with the number 0 is new.

        Returns:
            The record with its number.

        Raises:
            FullError: a bound is reached; nothing was changed.
        """
        shelf, space, record = self.shelf(consumer, key), self.space(consumer), sized(record)
        before = shelf.records.get(record.seq)
        if before is None and len(shelf.records) >= self.limits.items:
            raise FullError(f"the sandbox remembers at most {self.limits.items} of these", where=key)
        if space.size + record.size - (before.size if before else 0) > self.limits.consumer_bytes:
            raise FullError(f"the sandbox remembers at most {self.limits.consumer_bytes} bytes for a consumer")
        self.changes += 1
        kept = self._put(space, shelf, record)
        self._forget_oldest()
        return kept

    def _forget_oldest(self) -> None:
        while len(self._spaces) > 1 and sum(space.size for space in self._spaces.values()) > self.limits.all_bytes:
            self._spaces.popitem(last=False)

    def _put(self, space: Space, shelf: Shelf, record: Record) -> Record:
        if record.seq == 0 or record.seq not in shelf.records:
            space.seq += 1
            record = replace(record, seq=space.seq)
        before = shelf.records.get(record.seq)
        space.size += record.size - (before.size if before else 0)
        shelf.put(record)
        return record

    def forget(self, consumer: str, key: str, seq: int) -> None:
        """Take a record away."""
        shelf, space = self.shelf(consumer, key), self.space(consumer)
        space.size -= shelf.records[seq].size
        shelf.drop(seq)
        self.changes += 1

    def reset(self, consumer: str | None = None) -> None:
        """Begin anew: for one consumer, or for all when None is given."""
        self.changes += 1
        if consumer is None:
            self._spaces.clear()
        else:
            self._spaces.pop(consumer, None)

    def consumers(self) -> list[str]:
        """Give those whose state is kept, the one seen last at the end."""
        return list(self._spaces)

    def dump(self) -> dict[str, Json]:
        """Give the whole state as JSON; what nobody asked for yet is not in it."""
        spaces: dict[str, Json] = {}
        for consumer, space in self._spaces.items():
            spaces[consumer] = {
                key: [{"item": record.item, "within": dict(record.within)} for record in shelf.records.values()]
                for key, shelf in space.shelves.items()
            }
        return {"version": 1, "consumers": spaces}

    def restore(self, state: Json) -> None:
        """Take over a state that ``dump`` gave; all of it or nothing.

        Args:
            state: the state.

        Raises:
            InvalidInputError: it has another form, or holds resources that nobody knows.
            FullError: it is larger than what may be remembered.
        """
        made = World(self.limits, self.founders)
        for consumer, key, record in _records(state, self.founders):
            made.space(consumer).shelves.setdefault(key, Shelf(self.founders[key][0]))
            if record is not None:
                made.keep(consumer, key, record)
        self._spaces = made._spaces
        self.changes += 1


def sized(record: Record) -> Record:
    """Give a record with its size."""
    # An empty object is two bytes of JSON, and many times as many in memory.
    size = max(len(canonical(record.item)), _VALUE_BYTES * measure(record.item).values)
    return record if record.size == size else replace(record, size=size)


def _records(state: Json, known: Mapping[str, object]) -> Iterator[tuple[str, str, Record | None]]:
    """Read the records of a state; None for a resource without any."""
    spaces = state.get("consumers") if isinstance(state, Mapping) and state.get("version") == 1 else None
    if not isinstance(spaces, Mapping):
        raise InvalidInputError("this is no state of a sandbox", hint='it looks like {"version": 1, "consumers": {}}')
    for consumer, shelves in spaces.items():
        for key, rows in shelves.items() if isinstance(shelves, Mapping) else ():
            if key not in known or not isinstance(rows, list):
                raise InvalidInputError("the state holds a resource that no contract here has", piece=str(key))
            yield consumer, key, None
            for row in rows:
                item = row.get("item") if isinstance(row, Mapping) else None
                within = row.get("within", {}) if isinstance(row, Mapping) else {}
                if not isinstance(item, Mapping) or not isinstance(within, Mapping):
                    raise InvalidInputError("a record of the state is no item", where=str(key))
                yield consumer, key, Record(item, {str(name): str(value) for name, value in within.items()})
