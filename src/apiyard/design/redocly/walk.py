"""Walks through a document by kinds of objects: each value once as each kind, behind all references."""

from __future__ import annotations

import re
import weakref
from collections.abc import Iterator
from typing import Any

from apiyard.core.errors import TooLargeError
from apiyard.design.function import MISSING
from apiyard.design.redocly.arrival import Arrival, Arrivals
from apiyard.design.redocly.object_kind import ObjectKind, object_kinds, version_of
from apiyard.spec import pointer
from apiyard.spec.inventory import Inventory, Spot, Target

_STATUS = re.compile(r"[0-9][0-9Xx]{2}")
_EXTENSION = ObjectKind("SpecExtension")
_MOST = 5_000_000
_WHOLE = frozenset({dict, list})
# What counts even where nothing is written behind its name.
_EVEN_EMPTY = frozenset({"Operation", "Responses"})
_kept: dict[int, tuple[weakref.ref[Inventory], Arrivals]] = {}


def walk(inventory: Inventory, formats: frozenset[str]) -> Arrivals:
    """Give all that a document holds by kind; the answer for a document is kept while its inventory lives.

    Args:
        inventory: the document with those it refers to.
        formats: the document's formats.

    Raises:
        TooLargeError: there is more than a document that people write ever has.
    """
    known = _kept.get(id(inventory))
    if known is not None and known[0]() is inventory:
        return known[1]
    made = _Walk(inventory, version_of(formats)).run()
    place = id(inventory)
    _kept[place] = (weakref.ref(inventory, lambda _: _kept.pop(place, None)), made)
    return made


def step(inventory: Inventory, written: dict[str, Any], uri: str) -> Target | None:
    """Give what a reference itself names in its own document, which may be a reference too.

    Args:
        inventory: the documents.
        written: the reference object.
        uri: the document that it stands in.

    Returns:
        The value and its place; None where it names another document or nothing.
    """
    ref = written["$ref"]
    if type(ref) is not str or not ref.startswith("#"):
        return None
    value: Any = inventory.documents[uri].value
    path: tuple[str | int, ...] = ()
    for token in pointer.split(pointer.from_fragment(ref[1:])):
        if type(value) is dict and token in value:
            value, path = value[token], (*path, token)
        elif type(value) is list and token.isdecimal() and len(token) < 9 and int(token) < len(value):
            value, path = value[int(token)], (*path, int(token))
        else:
            return None
    return value, Spot(uri, path)


class _Walk:
    """One walk; ``found`` grows in the order in which values are reached."""

    def __init__(self, inventory: Inventory, version: str) -> None:
        self.inventory = inventory
        self.version = version
        self.kinds = object_kinds(version) if version else {}
        self.seen: set[tuple[str, int]] = set()
        self.beside: set[tuple[str, int]] = set()
        self.found: dict[str, list[Arrival]] = {}
        self.references: list[Arrival] = []
        self.left = _MOST

    def run(self) -> Arrivals:
        if not self.kinds:
            return Arrivals("", {}, ())
        root = Spot(self.inventory.root.uri)
        open_ = [self._reach(self.inventory.root.value, self.kinds["Root"], root, key="", parent=None)]
        while open_:
            try:
                written, kind, spot, key, parent = next(open_[-1])
            except StopIteration:
                open_.pop()
                continue
            open_.append(self._reach(written, kind, spot, key=key, parent=parent))
        return Arrivals(self.version, self.found, self.references)

    def _reach(
        self, written: Any, kind: ObjectKind, source: Spot, *, key: str | int, parent: Arrival | None
    ) -> Iterator[tuple[Any, ObjectKind, Spot, str | int, Arrival]]:
        """Note an arrival; give what it leads to."""
        value, spot = written, source
        is_reference = type(written) is dict and type(written.get("$ref")) is str
        if is_reference:
            target = self.inventory.target(written)
            if target is None:
                self.references.append(Arrival(kind.name, MISSING, key, source, written, source, parent, first=False))
                return
            value, spot = target
        self.left -= 1
        if self.left < 0:
            raise TooLargeError(f"the document holds more than {_MOST} objects", where=spot.uri)
        whole = type(value) is dict or type(value) is list
        mark = (kind.name, id(value))
        first = not whole or mark not in self.seen
        if whole:
            self.seen.add(mark)
        arrival = Arrival(kind.name, value, key, spot, written, source, parent, first)
        self.found.setdefault(kind.name, []).append(arrival)
        if is_reference:
            self.references.append(arrival)
        if first:
            yield from self._members(value, kind, spot, arrival=arrival)
        if is_reference and len(written) > 1 and (kind.name, id(written)) not in self.beside:
            self.beside.add((kind.name, id(written)))
            beside = {name: each for name, each in written.items() if name != "$ref"}
            yield from self._members(beside, kind, source, arrival=arrival if first or parent is None else parent)

    def _members(
        self, value: Any, kind: ObjectKind, spot: Spot, *, arrival: Arrival
    ) -> Iterator[tuple[Any, ObjectKind, Spot, str | int, Arrival]]:
        if type(value) is list:
            held = self.kinds.get(kind.each)
            if held is None and kind.name == "Schema":
                held = self.kinds["Schema"]
            for index, each in enumerate(value if held is not None else ()):
                yield each, held, Spot(spot.uri, (*spot.path, index)), index, arrival  # type: ignore[misc]
        elif type(value) is dict:
            for name in _ordered(value, kind):
                each = value[name]
                held = self._held(kind, name, each)
                if held is not None and (type(each) in _WHOLE or held.name in _EVEN_EMPTY):
                    yield each, held, Spot(spot.uri, (*spot.path, name)), name, arrival

    def _held(self, kind: ObjectKind, name: str, each: Any) -> ObjectKind | None:
        known = kind.members.get(name)
        if known is None and kind.extended and name.startswith("x-"):
            return _EXTENSION if type(each) is dict and "$ref" in each else None
        if known is None:
            known = kind.rest
            if not known and kind.paths and name.startswith("/"):
                known = kind.paths
            if not known and kind.statuses and _STATUS.fullmatch(name):
                known = kind.statuses
        return self.kinds.get(known) if known else None


def _ordered(value: dict[str, Any], kind: ObjectKind) -> list[str]:
    """Give the names of members in the order in which they are walked: those that the kind names come first."""
    named = [name for name in kind.members if name in value]
    return [*named, *(name for name in value if name not in kind.members)]
