"""Whether two schemas say the same, word by word and through references; annotations do not count."""

from __future__ import annotations

from typing import Any, Final

from apiyard.core.noun import dataclass, field
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.node import Node
from apiyard.design.containment.part import (
    Contains,
    Either,
    Every,
    Fork,
    Implies,
    Items,
    Members,
    Names,
    Needs,
    Never,
    One,
    OtherItems,
    OtherMembers,
    Part,
    Required,
)
from apiyard.design.containment.trait import PLAIN

_MAX_PAIRS: Final = 10_000
_NODES: Final[dict[type, tuple[str, ...]]] = {
    Never: ("node",),
    Fork: ("test", "then", "other"),
    Names: ("node",),
    Implies: ("node",),
    Contains: ("node",),
}


@dataclass(slots=True)
class Sameness:
    """Remembers which schemas are the same.

    Args:
        known: by the numbers of two schemas, the lower one first.
        work: how many pairs have been compared.
    """

    known: dict[tuple[int, int], bool] = field(default_factory=dict)
    work: int = 0

    def same(self, left: Node, right: Node) -> bool:
        """Say whether two schemas surely say the same; false when it takes too long to see."""
        left, right = left.meant, right.meant
        if left is right:
            return True
        if left.shape != right.shape:
            return False
        pair = _pair(left, right)
        found = self.known.get(pair)
        if found is None:
            try:
                found = self._compare(left, right)
            except UndecidedError:
                found = self.known[pair] = False
        return found

    def _compare(self, left: Node, right: Node) -> bool:
        """Compare all pairs that two schemas lead to; if all agree, all of them are the same."""
        # Which pair led to each, so that what differs is known of all that lead to it.
        came: dict[tuple[int, int], tuple[int, int] | None] = {_pair(left, right): None}
        waiting = [(left, right)]
        while waiting:
            one, other = waiting.pop()
            here = _pair(one, other)
            below = _pairs_below(one, other)
            if below is None or len(came) > _MAX_PAIRS:
                return self._differ(here, came)
            for first, second in ((mine.meant, theirs.meant) for mine, theirs in below):
                if first is second:
                    continue
                pair = _pair(first, second)
                known = self.known.get(pair)
                if known is False:
                    return self._differ(here, came)
                if known is None and pair not in came:
                    came[pair] = here
                    waiting.append((first, second))
        self.work += len(came)
        self.known.update(dict.fromkeys(came, True))
        return True

    def _differ(self, pair: tuple[int, int], came: dict[tuple[int, int], tuple[int, int] | None]) -> bool:
        self.work += len(came)
        at: tuple[int, int] | None = pair
        while at is not None:
            self.known[at] = False
            at = came[at]
        return False


def _pair(left: Node, right: Node) -> tuple[int, int]:
    one, other = left.number, right.number
    return (one, other) if one < other else (other, one)


def _pairs_below(left: Node, right: Node) -> list[tuple[Node, Node]] | None:
    """Give the schemas that two schemas lead to side by side; None when they differ here."""
    types, parts = left.read()
    other_types, others = right.read()
    if types != other_types or len(parts) != len(others):
        return None
    if left.value is False or right.value is False:
        return [] if left.value is right.value else None
    found: list[tuple[Node, Node]] = []
    for part, other in zip(parts, others, strict=True):
        below = _below(part, other)
        if below is None:
            return None
        found.extend(below)
    return found


def _below(part: Part, other: Part) -> list[tuple[Node, Node]] | None:
    kind = type(part)
    if type(other) is not kind or any(getattr(part, name) != getattr(other, name) for name in PLAIN.get(kind, ())):
        return None
    if isinstance(part, Members) and isinstance(other, Members):
        return _members(part, other)
    if isinstance(part, Items) and isinstance(other, Items):
        return _rows((*part.first, part.rest), (*other.first, other.rest))
    if isinstance(part, Required | Needs) and isinstance(other, Required | Needs):
        return [] if set(part.names) == set(other.names) else None
    if isinstance(part, OtherMembers | OtherItems) and isinstance(other, OtherMembers | OtherItems):
        # What stands beside is compared as the rest of the schema itself.
        return [(part.node, other.node)]
    return _fields(part, other)


def _fields(part: Any, other: Any) -> list[tuple[Node, Node]] | None:
    if isinstance(part, Every | Either | One):
        return _rows(part.nodes, other.nodes)
    return [(getattr(part, name), getattr(other, name)) for name in _NODES.get(type(part), ())]


def _rows(left: tuple[Node | None, ...], right: tuple[Node | None, ...]) -> list[tuple[Node, Node]] | None:
    if len(left) != len(right):
        return None
    found: list[tuple[Node, Node]] = []
    for mine, theirs in zip(left, right, strict=True):
        if mine is not None and theirs is not None:
            found.append((mine, theirs))
        elif mine is not theirs:
            return None
    return found


def _members(part: Members, other: Members) -> list[tuple[Node, Node]] | None:
    left, right = dict(part.patterns), dict(other.patterns)
    if part.named.keys() != other.named.keys() or left.keys() != right.keys():
        return None
    rest = _rows((part.rest,), (other.rest,))
    if rest is None:
        return None
    named = [(node, other.named[name]) for name, node in part.named.items()]
    return [*named, *((node, right[source]) for source, node in left.items()), *rest]
