"""What a regular expression of ECMAScript is made of."""

from __future__ import annotations

from typing import Literal, TypeAlias

from apiyard.core.noun import dataclass

Ranges: TypeAlias = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Letters:
    """One character of a set.

    Args:
        ranges: pairs of first and last code, sorted, apart from each other.
        properties: Unicode properties (as between the braces), each with whether it is inverted.
        inverse: whether it is one that is not in the set.
    """

    ranges: Ranges
    properties: tuple[tuple[str, bool], ...] = ()
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other; nothing at all when it is empty."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same several times.

    Args:
        item: what is repeated.
        least: how often at least.
        most: how often at most; None for no bound.
        lazy: whether fewer are tried first.
        groups: the first group inside, and the first one behind it: they forget what they held at each turn.
    """

    item: Node
    least: int
    most: int | None
    lazy: bool = False
    groups: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Group:
    """A part that is remembered under its number (from 1)."""

    item: Node
    index: int


@dataclass(frozen=True, slots=True)
class Look:
    """A look ahead or back, which takes nothing."""

    item: Node
    behind: bool
    inverse: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A place between characters: start, end, start or end of a line, at the edge of a word or not."""

    kind: Literal["start", "end", "line-start", "line-end", "word", "no-word"]


@dataclass(frozen=True, slots=True)
class Back:
    """What a group remembers, once more."""

    index: int


Node: TypeAlias = Letters | Sequence | Choice | Repeat | Group | Look | Edge | Back


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole expression.

    Args:
        root: all of it.
        groups: how many groups it remembers.
        unicode: whether characters are code points; else the units of UTF-16.
        ignore_case: whether upper and lower case are the same.
        sticky: whether it must match at the start of the text.
        backs: whether it asks for what a group remembers.
    """

    root: Node
    groups: int
    unicode: bool
    ignore_case: bool
    sticky: bool
    backs: bool
