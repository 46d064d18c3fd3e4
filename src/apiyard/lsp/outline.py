"""The outline of a document: each value with the places of its key and of itself, for YAML and JSON."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from apiyard.core.noun import dataclass
from apiyard.spec import pointer as pointers

Place = tuple[int, int]
"""Line and column, both from 0, in characters."""

_MAX_ITEMS = 300_000
_MAX_DEPTH = 200


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text: lines and columns from 0, columns in characters, the end not in it."""

    line: int
    column: int
    end_line: int
    end_column: int

    def holds(self, place: Place) -> bool:
        """Say whether a place lies in it; its end counts, because a cursor stands behind what was typed."""
        return (self.line, self.column) <= place <= (self.end_line, self.end_column)


@dataclass(slots=True)
class Item:
    """One value of a document.

    Args:
        key: the name or index it has in what holds it; ``""`` for the whole document.
        pointer: RFC 6901 pointer to it.
        key_span: where its key stands; of the value itself in lists.
        span: where its value stands.
        scalar: the text of a plain value, None for objects and lists.
        kind: ``object``, ``list`` or ``scalar``.
        children: the values in it, by key or index.
    """

    key: str
    pointer: str
    key_span: Span
    span: Span
    scalar: str | None
    kind: str
    children: dict[str, Item]

    def get(self, *keys: str) -> Item | None:
        """Give a value below this one."""
        found: Item | None = self
        for key in keys:
            found = found.children.get(key) if found else None
        return found

    def text(self, *keys: str) -> str:
        """Give the text of a plain value below this one; ``""`` when there is none."""
        found = self.get(*keys)
        return found.scalar or "" if found else ""

    def walk(self) -> Iterator[Item]:
        """Give this value and all below it, in the order of the document."""
        waiting = [self]
        while waiting:
            item = waiting.pop()
            yield item
            waiting.extend(reversed(item.children.values()))


def outline(text: str) -> Item | None:
    """Read the outline of a text.

    Args:
        text: YAML or JSON.

    Returns:
        The outline; None when the text is no YAML, holds nothing, or is too large to be looked at while typing.
    """
    try:
        if _nests_too_deep(text):
            return None
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if node is None:
        return None
    return _Reader(text.splitlines()).item(node)


def _nests_too_deep(text: str) -> bool:
    """Say whether values nest deeper than anybody writes: composing them recurses in C, which ends the process."""
    if sum(map(text.count, ("[", "{", "- ", "? "))) <= _MAX_DEPTH and " " * _MAX_DEPTH not in text:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            return True
    return False


@dataclass(slots=True)
class _Reader:
    lines: list[str]
    count: int = 0

    def item(self, root: yaml.Node) -> Item | None:
        top = self._make("", "", node=root, key_node=None)
        waiting: list[tuple[Item, yaml.Node, int]] = [(top, root, 0)]
        while waiting:
            item, node, depth = waiting.pop()
            for key, key_node, child in _members(node):
                self.count += 1
                # Aliases share nodes, so a small text can unfold into a huge tree.
                if self.count > _MAX_ITEMS or depth > _MAX_DEPTH:
                    return None
                below = self._make(key, pointers.join(item.pointer, key), node=child, key_node=key_node)
                item.children[key] = below
                waiting.append((below, child, depth + 1))
        return top

    def _make(self, key: str, pointer: str, *, node: yaml.Node, key_node: yaml.Node | None) -> Item:
        span = self._span(node)
        kind = "object" if isinstance(node, yaml.MappingNode) else "scalar"
        kind = "list" if isinstance(node, yaml.SequenceNode) else kind
        scalar = str(node.value) if isinstance(node, yaml.ScalarNode) else None
        return Item(key, pointer, self._span(key_node) if key_node else span, span, scalar, kind, {})

    def _span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        line, column = end.line, end.column
        # A block ends where the next thing starts; empty lines and indentation do not belong to it.
        while line > start.line and (line >= len(self.lines) or not self.lines[line][:column].strip()):
            line -= 1
            column = len(self.lines[line]) if line < len(self.lines) else 0
        return Span(start.line, start.column, line, column)


def _members(node: yaml.Node) -> Iterator[tuple[str, yaml.Node | None, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield str(key.value), key, value
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield str(index), None, value


def at(top: Item, place: Place) -> tuple[Item, bool] | None:
    """Find what stands at a place.

    Args:
        top: the outline.
        place: line and column from 0, in characters.

    Returns:
        The innermost value whose key or value stands there, and whether it is the key; None when there is nothing.
    """
    found: tuple[Item, bool] | None = None
    item: Item | None = top
    while item is not None:
        below: Item | None = None
        for child in item.children.values():
            if child.key_span is not child.span and child.key_span.holds(place):
                return child, True
            if child.span.holds(place):
                below = child
                found = child, False
        item = below
    return found


def find(top: Item, pointer: str) -> Item | None:
    """Give the value that a pointer names."""
    item: Item | None = top
    for token in pointers.split(pointer):
        item = item.children.get(token) if item else None
    return item
