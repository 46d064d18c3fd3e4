"""The upper levels of a YAML text: which lines hold which member, so that places are read from few lines only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apiyard.core.noun import dataclass, field
from apiyard.spec.extent import Extent, Place
from apiyard.spec.pointer import split

LEVELS = 5
# Other characters that end lines: for libyaml, or for Python's splitlines.
_BREAKS = ("\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
Tree = dict[str, tuple[Extent, Any]]


@dataclass(slots=True)
class Entry:
    """A member of an object in the upper levels.

    Args:
        key: where its key starts.
        key_end: where its key ends.
        below: its own members, where it is an object in block style in the upper levels.
    """

    key: Place
    key_end: Place
    below: Outline | None = None


@dataclass(slots=True)
class Outline:
    """An object in block style.

    Args:
        start: where it starts.
        entries: its members, in their order.
        usable: whether each name occurs once and is a plain word.
    """

    start: Place
    entries: dict[str, Entry] = field(default_factory=dict)
    usable: bool = True

    def add(self, name: str, event: Any) -> None:
        """Note a member by its key."""
        start, end = event.start_mark, event.end_mark
        self.usable = self.usable and name not in self.entries
        self.entries[name] = Entry((start.line + 1, start.column + 1), (end.line + 1, end.column + 1))


class OutlinedFinder:
    """Finds extents by reading the lines of one member at a time.

    Args:
        text: the text.
        outline: the root of the upper levels; no value in the text has an anchor.
        read: reads lines with one member: from the text to the tree of extents below its root.
    """

    def __init__(self, text: str, outline: Outline, read: Callable[[str], Tree]) -> None:
        """Know nothing yet."""
        self.outline = outline
        self.read = read
        self.lines = text.splitlines(keepends=True)
        self.trees: dict[int, tuple[Extent, Any]] = {}
        self.ends: dict[int, dict[str, int]] = {}

    def __call__(self, pointer: str) -> Extent:
        """Give the extent of a value, or of the nearest value around it that exists."""
        tokens = split(pointer)
        outline, after, entry, name = self.outline, len(self.lines) + 1, None, ""
        for at, token in enumerate(tokens):
            if token not in outline.entries:
                break
            name, entry = token, outline.entries[token]
            after = self.after(outline, token, after)
            if entry.below is None:
                return self.inside(name, entry, after, tokens=tokens[at + 1 :])
            outline = entry.below
        end = self.last(outline, after)
        key, key_end = (outline.start, outline.start) if entry is None else (entry.key, entry.key_end)
        return Extent(key, key_end, outline.start, end, end)

    def after(self, outline: Outline, name: str, end: int) -> int:
        """Give the line behind a member; the end is that of the object."""
        if id(outline) not in self.ends:
            starts = [entry.key[0] for entry in outline.entries.values()]
            self.ends[id(outline)] = dict(zip(outline.entries, [*starts[1:], 0], strict=True))
        return self.ends[id(outline)][name] or end

    def inside(self, name: str, entry: Entry, after: int, *, tokens: list[str]) -> Extent:
        """Find what lies below a member whose lines are read."""
        first = entry.key[0]
        if first not in self.trees:
            self.trees[first] = self.read("".join(self.lines[first - 1 : after - 1]))[name]
        extent, tree = self.trees[first]
        for token in tokens:
            found = tree.get(token) if tree else None
            if found is None:
                break
            extent, tree = found
        moved = (each if first == 1 else (each[0] + first - 1, each[1]) for each in extent)
        return Extent(*moved)

    def last(self, outline: Outline, after: int) -> Place:
        """Give where the last scalar of an object in the upper levels ends."""
        name, entry = next(reversed(outline.entries.items()))
        return self.inside(name, entry, after, tokens=[]).last if entry.below is None else self.last(entry.below, after)


def is_plain(text: str, outline: Outline) -> bool:
    """Say whether the lines of the members can be read by themselves.

    Args:
        text: the text.
        outline: its upper levels.

    Returns:
        Whether lines end as usual, tags mean what they say, names occur once, and keys come first in their lines.
    """
    if any(each in text for each in _BREAKS) or "%TAG" in text:
        return False
    lines = text.split("\n")
    stack = [outline]
    while stack:
        each = stack.pop()
        if not each.usable or not each.entries:
            return False
        for entry in each.entries.values():
            line, column = entry.key
            if lines[line - 1][: column - 1].strip(" ") or entry.key_end[0] != line:
                return False
            if entry.below is not None:
                stack.append(entry.below)
    return True
