"""Find the extent of a value in YAML text, by reading libyaml's events once more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import yaml

from apiyard.spec.extent import NOWHERE, Extent, Place
from apiyard.spec.pointer import split

# By name or index: the extent and the tree below it.
_Tree = dict[str, tuple[Extent, Any]]


class _Frame:
    """An object or array that is being read, with what is known of the key that waits for its value."""

    __slots__ = ("flow", "is_object", "key", "last", "name", "own", "tree")

    def __init__(self, own: tuple[str, Place, Place, Place], *, is_object: bool, flow: bool) -> None:
        self.own = own
        self.is_object = is_object
        self.flow = flow
        self.tree: _Tree = {}
        self.name: str | None = None
        self.key: tuple[Place, Place] = ((1, 1), (1, 1))
        self.last: Place | None = None


class _Reader:
    """Builds the tree of extents from events."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.stack = [_Frame(("", (1, 1), (1, 1), (1, 1)), is_object=False, flow=False)]
        self.anchors: dict[str, _Tree] = {}

    def end(self, mark: Any) -> Place:
        """Give where a scalar ends; a block scalar's mark stands at the start of what comes behind it."""
        line, column = mark.line, mark.column
        if column == 0 and line:
            line -= 1
            while line and (line >= len(self.lines) or not self.lines[line].strip()):
                line -= 1
            column = len(self.lines[line]) if line < len(self.lines) else 0
        return line + 1, column + 1

    def named(self, start: Place) -> tuple[str, Place, Place, Place]:
        """Take the key that waits; an item of an array is named by its index."""
        frame = self.stack[-1]
        if not frame.is_object:
            return str(len(frame.tree)), start, start, start
        name, key = frame.name or "", frame.key
        frame.name = None
        return name, key[0], key[1], start

    def put(self, own: tuple[str, Place, Place, Place], ends: tuple[Place, Place], below: _Tree | None) -> None:
        """Add a finished value to the object or array around it."""
        frame = self.stack[-1]
        frame.last = ends[1]
        frame.tree[own[0]] = (Extent(own[1], own[2], own[3], *ends), below)

    def scalar(self, event: Any) -> None:
        start = (event.start_mark.line + 1, event.start_mark.column + 1)
        end = (event.end_mark.line + 1, event.end_mark.column + 1)
        frame = self.stack[-1]
        if frame.is_object and frame.name is None:
            frame.name, frame.key = getattr(event, "value", ""), (start, end)
            return
        below = self.anchors.get(str(event.anchor)) if type(event) is yaml.AliasEvent else None
        if event.end_mark.column == 0:
            end = max(self.end(event.end_mark), start)
        self.put(self.named(start), (end, end), below)

    def open(self, event: Any, *, is_object: bool) -> None:
        start = (event.start_mark.line + 1, event.start_mark.column + 1)
        frame = _Frame(self.named(start), is_object=is_object, flow=bool(event.flow_style))
        self.stack.append(frame)
        if event.anchor:
            self.anchors[event.anchor] = frame.tree

    def close(self, event: Any) -> None:
        frame = self.stack.pop()
        mark = (event.end_mark.line + 1, event.end_mark.column + 1)
        last = frame.last or (mark if frame.flow else frame.own[3])
        self.put(frame.own, (mark if frame.flow else last, last), frame.tree)


def finder(events: Iterable[Any], text: str) -> Callable[[str], Extent]:
    """Make a function that finds the extent of a pointer.

    Args:
        events: libyaml's events of the text.
        text: the text.

    Returns:
        The function: from a pointer to the extent of its value, or of the nearest value around it that exists.
    """
    start, root = _read(events, text)

    def find(pointer: str) -> Extent:
        extent, tree = start, root
        for token in split(pointer):
            found = tree.get(token) if tree else None
            if found is None:
                break
            extent, tree = found
        return extent

    return find


def tree(events: Iterable[Any], text: str) -> _Tree:
    """Give the extents of all that lies below the root of a text.

    Args:
        events: libyaml's events of the text.
        text: the text.

    Returns:
        By name or index: the extent and the tree below it.
    """
    return _read(events, text)[1] or {}


def _read(events: Iterable[Any], text: str) -> tuple[Extent, Any]:
    reader = _Reader(text)
    for event in events:
        kind = type(event)
        if kind is yaml.ScalarEvent or kind is yaml.AliasEvent:
            reader.scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            reader.open(event, is_object=kind is yaml.MappingStartEvent)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            reader.close(event)
    return reader.stack[0].tree.get("0", (NOWHERE, None))
