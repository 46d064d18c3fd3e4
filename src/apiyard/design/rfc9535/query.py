"""Queries and what they select (RFC 9535, section 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from apiyard.core.errors import TooLargeError
from apiyard.core.noun import dataclass

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A value with its place.

    Args:
        path: names and indices from the root.
        value: the value.
    """

    path: Path
    value: Any


@dataclass(slots=True)
class Run:
    """One evaluation: the root, and how many steps are left.

    Args:
        root: the root of the document.
        steps: how many nodes may still be looked at.
    """

    root: Any
    steps: int

    def step(self) -> None:
        """Count one node.

        Raises:
            TooLargeError: the bound is crossed.
        """
        self.steps -= 1
        if self.steps < 0:
            raise TooLargeError("the query looks at too many values", hint="write a narrower query")


Selector: TypeAlias = Callable[[Node, Run], Iterator[Node]]
Test: TypeAlias = Callable[[Any, Run], bool]


@dataclass(frozen=True, slots=True)
class Segment:
    """A step of a query.

    Args:
        selectors: what it selects among the children.
        descends: whether it looks at all descendants too.
        singular: whether it selects one node at most.
    """

    selectors: tuple[Selector, ...]
    descends: bool = False
    singular: bool = False

    def select(self, nodes: Sequence[Node], run: Run) -> list[Node]:
        """Give what the segment selects from nodes, in order; a node that is selected twice is there twice."""
        found: list[Node] = []
        for node in nodes:
            for each in _descendants(node, run) if self.descends else (node,):
                for selector in self.selectors:
                    for selected in selector(each, run):
                        run.step()
                        found.append(selected)
        return found


@dataclass(frozen=True, slots=True)
class Query:
    """A query.

    Args:
        segments: its steps.
        relative: whether it starts at the current node, else at the root.
    """

    segments: tuple[Segment, ...]
    relative: bool = False

    @property
    def singular(self) -> bool:
        """Whether it selects one node at most (RFC 9535, section 2.3.5.1)."""
        return all(segment.singular for segment in self.segments)

    def nodes(self, current: Any, run: Run) -> list[Node]:
        """Give what it selects, from the current node if it is relative."""
        found = [Node((), current if self.relative else run.root)]
        for segment in self.segments:
            found = segment.select(found, run)
        return found


def _descendants(node: Node, run: Run) -> Iterator[Node]:
    """Give a node and all nodes inside it, parents first."""
    stack = [node]
    while stack:
        each = stack.pop()
        run.step()
        yield each
        stack.extend(reversed(list(children(each))))


def children(node: Node) -> Iterator[Node]:
    """Give the members or items of a node."""
    if isinstance(node.value, dict):
        for name, value in node.value.items():
            yield Node((*node.path, name), value)
    elif isinstance(node.value, list):
        for index, value in enumerate(node.value):
            yield Node((*node.path, index), value)


def by_name(name: str) -> Selector:
    """Select a member (RFC 9535, section 2.3.1)."""

    def select(node: Node, run: Run) -> Iterator[Node]:
        if isinstance(node.value, dict) and name in node.value:
            yield Node((*node.path, name), node.value[name])

    return select


def wildcard(node: Node, run: Run) -> Iterator[Node]:
    """Select all members or items (RFC 9535, section 2.3.2)."""
    return children(node)


def by_index(index: int) -> Selector:
    """Select an item (RFC 9535, section 2.3.3)."""

    def select(node: Node, run: Run) -> Iterator[Node]:
        if isinstance(node.value, list) and -len(node.value) <= index < len(node.value):
            at = index if index >= 0 else len(node.value) + index
            yield Node((*node.path, at), node.value[at])

    return select


def by_slice(start: int | None, stop: int | None, step: int | None) -> Selector:
    """Select items in steps (RFC 9535, section 2.3.4)."""

    def select(node: Node, run: Run) -> Iterator[Node]:
        if isinstance(node.value, list) and step != 0:
            for index in range(*slice(start, stop, step).indices(len(node.value))):
                yield Node((*node.path, index), node.value[index])

    return select


def by_test(test: Test) -> Selector:
    """Select what a filter lets through (RFC 9535, section 2.3.5)."""

    def select(node: Node, run: Run) -> Iterator[Node]:
        for each in children(node):
            run.step()
            if test(each.value, run):
                yield each

    return select
