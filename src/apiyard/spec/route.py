"""From a method and a path to an operation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from apiyard.core.late import late_pattern
from apiyard.core.noun import dataclass, field
from apiyard.spec.operation import Operation

_PART = late_pattern(r"\{([^{}]*)\}")
_WHOLE = ("", "")


@dataclass(frozen=True, slots=True)
class Matched:
    """An operation, and the values of its template's variables, percent-decoded."""

    operation: Operation
    path_values: dict[str, str]


@dataclass(frozen=True, slots=True)
class NoPath:
    """No template fits the path (404)."""


@dataclass(frozen=True, slots=True)
class NoMethod:
    """The path is known, the method is not (405).

    Args:
        allowed: the methods it knows, upper case, sorted.
    """

    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    """One segment of a template: names between literal texts, one literal more than names."""

    literals: tuple[str, ...]
    names: tuple[str, ...]

    def match(self, text: str) -> tuple[str, ...] | None:
        """Give the values of the names, each as short as it can be but the last; never empty, in linear time."""
        if self.literals == _WHOLE:
            return (text,) if text else None
        first, last = self.literals[0], self.literals[-1]
        if not text.startswith(first):
            return None
        at, values = len(first), []
        for literal in self.literals[1:-1]:
            found = text.find(literal, at + 1)
            if found < 0:
                return None
            values.append(text[at:found])
            at = found + len(literal)
        end = len(text) - len(last)
        if end <= at or not text.endswith(last):
            return None
        return (*values, text[at:end])


@dataclass(slots=True)
class _Node:
    """What may follow after some segments."""

    literals: dict[str, _Node] = field(default_factory=dict)
    templates: dict[_Segment, _Node] = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)


class Router:
    """Finds operations by path; built once, then only read.

    Literal segments win over templates, segment by segment from the left (OpenAPI 3.1, Paths Object). The first
    path that fits decides, also about 405. A slash at the end makes another path; ``%2F`` stays inside its segment.

    Args:
        operations: the operations of one contract.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        """Sort the templates into a tree of segments."""
        self._root = _Node()
        for operation in operations:
            node = self._root
            for text in operation.path.partition("?")[0].split("/")[1:]:
                node = _step(node, text)
            node.operations.setdefault(operation.method, operation)
        _order(self._root)

    def match(self, method: str, path: str) -> Matched | NoPath | NoMethod:
        """Find the operation that a request means.

        Args:
            method: in any case.
            path: as sent, percent-encoded, starting with a slash, without the query string.

        Returns:
            The operation with its path values, or why there is none.
        """
        if not path.startswith("/"):
            return NoPath()
        segments = path.split("/")[1:]
        if "%" in path:
            segments = [unquote(text) for text in segments]
        for node, values in _only(self._root, segments) or _find(self._root, segments):
            operation = node.operations.get(method.lower())
            if operation is None:
                return NoMethod(tuple(sorted(name.upper() for name in node.operations)))
            return Matched(operation, dict(values))
        return NoPath()


def _step(node: _Node, text: str) -> _Node:
    pieces = _PART.split(text)
    if len(pieces) == 1:
        return node.literals.setdefault(unquote(text), _Node())
    segment = _Segment(tuple(unquote(piece) for piece in pieces[::2]), tuple(pieces[1::2]))
    return node.templates.setdefault(segment, _Node())


def _order(root: _Node) -> None:
    """Put templates with more literal text first; equal ones keep the document's order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if len(node.templates) > 1:
            ordered = sorted(node.templates.items(), key=lambda pair: -sum(map(len, pair[0].literals)))
            node.templates = dict(ordered)
        waiting.extend(node.literals.values())
        waiting.extend(node.templates.values())


_Values = tuple[tuple[str, str], ...]


def _only(root: _Node, segments: list[str]) -> tuple[tuple[_Node, _Values]] | None:
    """Give the node that a path leads to where there is one way at each segment; None where it takes a search."""
    node = root
    values: list[tuple[str, str]] = []
    for text in segments:
        literal, templates = node.literals.get(text), node.templates
        if not templates:
            if literal is None:
                return None
            node = literal
            continue
        if literal is not None or len(templates) > 1:
            return None
        ((segment, child),) = templates.items()
        found = segment.match(text)
        if found is None:
            return None
        values += zip(segment.names, found, strict=True)
        node = child
    return ((node, tuple(values)),) if node.operations else None


def _find(root: _Node, segments: list[str]) -> Iterator[tuple[_Node, _Values]]:
    """Give the nodes that a path leads to, best first; each node of the tree is visited at most once."""
    stack: list[tuple[_Node, int, _Values]] = [(root, 0, ())]
    while stack:
        node, depth, values = stack.pop()
        if depth == len(segments):
            if node.operations:
                yield node, values
            continue
        text = segments[depth]
        for segment, child in reversed(node.templates.items()):
            found = segment.match(text)
            if found is not None:
                stack.append((child, depth + 1, (*values, *zip(segment.names, found, strict=True))))
        literal = node.literals.get(text)
        if literal is not None:
            stack.append((literal, depth + 1, values))
