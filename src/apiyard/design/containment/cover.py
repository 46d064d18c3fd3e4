"""Which members and items a schema evaluates, in all the ways in which it can hold (JSON Schema Core, section 11)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from apiyard.core.noun import dataclass
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.claim import Absent, Beyond, Claim, Following, NameSet, Others, Present, Some
from apiyard.design.containment.node import Node
from apiyard.design.containment.part import (
    Contains,
    Either,
    Every,
    Fork,
    Implies,
    Items,
    Members,
    One,
    OtherItems,
    OtherMembers,
    Part,
)

if TYPE_CHECKING:
    from apiyard.design.containment.plan import Row

_MAX_WAYS = 256
_Way: TypeAlias = "tuple[tuple[int | Claim, ...], Extent]"


@dataclass(frozen=True, slots=True)
class Extent:
    """What is evaluated.

    Args:
        names: members by name.
        patterns: members by patterns of their names.
        count: so many items at the start.
        contained: items for which one of these literals holds.
        members: whether all members are.
        items: whether all items are.
    """

    names: frozenset[str] = frozenset()
    patterns: frozenset[str] = frozenset()
    count: int = 0
    contained: frozenset[int] = frozenset()
    members: bool = False
    items: bool = False

    def __or__(self, other: Extent) -> Extent:
        """Give what either evaluates."""
        return Extent(
            self.names | other.names,
            self.patterns | other.patterns,
            max(self.count, other.count),
            self.contained | other.contained,
            self.members or other.members,
            self.items or other.items,
        )

    def only(self, *, members: bool) -> Extent:
        """Give the side of members, or that of items."""
        if members:
            return Extent(self.names, self.patterns, members=self.members)
        return Extent(count=self.count, contained=self.contained, items=self.items)


_NOTHING = Extent()


def cover_members(part: OtherMembers, *, demand: bool) -> list[Row]:
    """Give the ways in which ``unevaluatedProperties`` holds, or does not.

    Args:
        part: the assertion.
        demand: whether it does not hold, so that some member is to be found that breaks it.

    Raises:
        UndecidedError: there are too many ways.
    """
    rows: list[Row] = []
    for items, extent in _ways(part.beside, members=True):
        names = NameSet(extent.names, tuple(sorted(extent.patterns)))
        if demand:
            if not extent.members:
                denied = part.node.literal(positive=False)
                rows.append((part.beside.code, *items, Some(names, (denied,), part.keyword)))
        elif extent.members or part.node.value is True:
            rows.append(items)
        else:
            rows.append((*items, Others(names, (part.node.code,))))
    return rows


def cover_items(part: OtherItems, *, demand: bool) -> list[Row]:
    """Give the ways in which ``unevaluatedItems`` holds, or does not; as for members."""
    rows: list[Row] = []
    for items, extent in _ways(part.beside, members=False):
        codes = sorted(extent.contained)
        if demand:
            if not extent.items:
                denied = (part.node.literal(positive=False), *(code ^ 1 for code in codes))
                rows.append((part.beside.code, *items, Beyond(extent.count, denied)))
        elif extent.items or part.node.value is True:
            rows.append(items)
        else:
            rows.append((*items, Following(extent.count, (part.node.code, *codes))))
    return rows


def _ways(node: Node, *, members: bool) -> list[_Way]:
    """Give the ways in which a schema can hold that differ in what is evaluated; what is sure is looked at first."""
    sure, open_parts = _sure(node, members=members)
    ways: list[_Way] = [((), sure)]
    if sure.members if members else sure.items:
        return ways
    for part in open_parts:
        if _possible((part,), members=members) | sure == sure:
            continue
        found = _branches(part, members=members)
        ways = [(((*items, *more)), extent | wider) for items, extent in ways for more, wider in found]
        if len(ways) > _MAX_WAYS:
            raise UndecidedError("unevaluatedProperties" if members else "unevaluatedItems", "too many ways to hold")
    return ways


def _sure(node: Node, *, members: bool) -> tuple[Extent, list[Part]]:
    """Give what is evaluated however the schema holds, and the parts that may evaluate more."""
    extent = _NOTHING
    maybe: list[Part] = []
    waiting, seen = [node], {node.number}
    while waiting:
        for part in waiting.pop().parts:
            if isinstance(part, Every):
                fresh = [each for each in part.nodes if each.number not in seen]
                seen.update(each.number for each in fresh)
                waiting.extend(fresh)
            elif isinstance(part, Either | One | Fork) or (isinstance(part, Implies) and members):
                maybe.append(part)
            else:
                extent |= _own(part)
    return extent.only(members=members), maybe


def _own(part: Part) -> Extent:
    if isinstance(part, Members):
        return Extent(
            frozenset(part.named), frozenset(each for each, _ in part.patterns), members=part.rest is not None
        )
    if isinstance(part, Items):
        return Extent(count=len(part.first), items=part.rest is not None)
    if isinstance(part, Contains):
        return Extent(contained=frozenset({part.node.code}))
    if isinstance(part, OtherMembers):
        return Extent(members=True)
    if isinstance(part, OtherItems):
        return Extent(items=True)
    return _NOTHING


def _below(part: Part) -> tuple[Node, ...]:
    if isinstance(part, Every | Either | One):
        return part.nodes
    if isinstance(part, Fork):
        return (part.test, part.then, part.other)
    return (part.node,) if isinstance(part, Implies) else ()


def _possible(parts: Iterable[Part], *, members: bool) -> Extent:
    """Give all that parts may evaluate."""
    extent = _NOTHING
    waiting, seen = list(parts), set[int]()
    while waiting:
        part = waiting.pop()
        extent |= _own(part)
        for node in _below(part):
            if node.number not in seen:
                seen.add(node.number)
                waiting.extend(node.parts)
    return extent.only(members=members)


def _branches(part: Part, *, members: bool) -> list[_Way]:
    if isinstance(part, Fork):
        then = _joined(part.test, part.then, members=members)
        yes = [((part.test.code, *items), extent) for items, extent in then]
        no = [((part.test.literal(positive=False), *items), e) for items, e in _ways(part.other, members=members)]
        return [*yes, *no]
    if isinstance(part, Implies):
        held = [((Present(part.name), part.node.code, *i), e) for i, e in _ways(part.node, members=members)]
        return [*held, ((Absent(part.name),), _NOTHING)]
    nodes = part.nodes if isinstance(part, Either | One) else ()
    telling = [node for node in nodes if _possible(node.parts, members=members) != _NOTHING]
    if isinstance(part, One):
        rows = [((node.code, *i), extent) for node in telling for i, extent in _ways(node, members=members)]
        none = tuple(node.literal(positive=False) for node in telling)
        return [*rows, (none, _NOTHING)] if len(telling) < len(nodes) else rows
    return _any_of(telling, members=members)


def _joined(first: Node, second: Node, *, members: bool) -> list[_Way]:
    seconds = _ways(second, members=members)
    return [((*a, *b), x | y) for a, x in _ways(first, members=members) for b, y in seconds]


def _any_of(nodes: list[Node], *, members: bool) -> list[_Way]:
    ways: list[_Way] = [((), _NOTHING)]
    for node in nodes:
        held = [((node.code, *items), extent) for items, extent in _ways(node, members=members)]
        found: list[_Way] = [*held, ((node.literal(positive=False),), _NOTHING)]
        ways = [((*items, *more), extent | wider) for items, extent in ways for more, wider in found]
        if len(ways) > _MAX_WAYS:
            raise UndecidedError("unevaluatedProperties" if members else "unevaluatedItems", "too many ways to hold")
    return ways
