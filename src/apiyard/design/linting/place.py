"""From a value as it was reached to the place where it really stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from apiyard.design.jsonpath.path import Entry
from apiyard.spec.inventory import Inventory, Path, Spot


class Place(NamedTuple):
    """A place that exists, and what was looked for below it in vain.

    Args:
        uri: the document's name.
        path: keys and indices from its root.
        missing: the rest of what was looked for.
        value: the value there, as written.
    """

    uri: str
    path: Path
    missing: Path
    value: Any


def reached_path(entry: Entry) -> Path:
    """Give the path by which a value was reached from the root, through references."""
    keys: list[str | int] = []
    at: Any = entry
    while at[2] is not None:
        keys.append(at[1])
        at = at[2]
    return tuple(reversed(keys))


def spot_of(entry: Entry, uri: str) -> Spot:
    """Give where a value really stands, behind all references.

    Args:
        entry: the value as it was reached.
        uri: the main document's name.
    """
    keys: list[str | int] = []
    at: Any = entry
    while at[3] is None and at[2] is not None:
        keys.append(at[1])
        at = at[2]
    start = at[3][1] if at[3] is not None else Spot(uri)
    return Spot(start.uri, (*start.path, *reversed(keys))) if keys else start


def place_of(inventory: Inventory, entry: Entry, below: Iterable[Any], *, resolved: bool) -> Place:
    """Give the place that a finding about something below a value is told at, as Spectral does.

    Args:
        inventory: the documents.
        entry: the value as it was reached.
        below: keys and indices from the value on; what does not exist shortens the place.
        resolved: whether references are followed on the way.
    """
    rest = list(below)
    outer = _outermost(entry)
    if outer is not None and len(outer[3][0]) > 1:
        beside = _beside(inventory, entry, outer, rest=rest)
        if beside is not None:
            return beside
    spot = spot_of(entry, inventory.root.uri)
    return _go(inventory, spot, entry[0], rest=rest, hopped=outer is not None, resolved=resolved)


def _outermost(entry: Entry) -> Entry | None:
    found: Entry | None = None
    at: Any = entry
    while at is not None:
        if at[3] is not None:
            found = at
        at = at[2]
    return found


def _beside(inventory: Inventory, entry: Entry, outer: Entry, *, rest: list[Any]) -> Place | None:
    """Give the place in a reference object with members beside the reference, where the finding is about these."""
    keys: list[Any] = []
    at: Any = entry
    while at is not outer:
        keys.append(at[1])
        at = at[2]
    keys = [*reversed(keys), *rest]
    written = outer[3][0]
    spot = spot_of((written, outer[1], outer[2], None), inventory.root.uri)
    if keys and str(keys[0]) not in written:
        return Place(spot.uri, spot.path, tuple(keys), written) if _step(outer[0], keys[0]) is None else None
    value, path = written, spot.path
    for index, key in enumerate(keys):
        step = _step(value, key)
        if step is None:
            return (
                None if type(value) is dict and "$ref" in value else Place(spot.uri, path, tuple(keys[index:]), value)
            )
        path, value = (*path, step[0]), step[1]
    return Place(spot.uri, path, (), value)


def _step(value: Any, key: Any) -> tuple[str | int, Any] | None:
    if type(value) is dict:
        name = key if type(key) is str else str(key)
        return (name, value[name]) if name in value else None
    if type(value) is list:
        if type(key) is int:
            return (key, value[key]) if 0 <= key < len(value) else None
        text = str(key)
        if text.isdecimal() and len(text) < 10 and int(text) < len(value):
            return int(text), value[int(text)]
    return None


def _go(inventory: Inventory, spot: Spot, value: Any, *, rest: list[Any], hopped: bool, resolved: bool) -> Place:
    """Go down from a place, through references, as far as there is something."""
    uri, path = spot.uri, spot.path
    for index, key in enumerate(rest):
        if resolved and type(value) is dict and "$ref" in value and (hopped or str(key) not in value):
            found = inventory.target(value)
            if found is not None and not hopped and len(value) > 1 and _step(found[0], key) is None:
                return Place(uri, path, tuple(rest[index:]), value)
            if found is not None:
                value, (uri, path), hopped = found[0], (found[1].uri, found[1].path), True
        step = _step(value, key)
        if step is None:
            return Place(uri, path, tuple(rest[index:]), value)
        path, value = (*path, step[0]), step[1]
    if resolved and rest and type(value) is dict and "$ref" in value and (hopped or len(value) == 1):
        found = inventory.target(value)
        if found is not None:
            return Place(found[1].uri, found[1].path, (), found[0])
    return Place(uri, path, (), value)
