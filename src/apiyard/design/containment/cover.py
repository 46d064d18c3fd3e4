"""Which members and items a schema evaluates, in all the ways in which it can hold (JSON Schema Core, section 11)."""

from __future__ import annotations

from collections.abc import Iterable

from apiyard.core.noun import dataclass
from apiyard.design.containment.choice import Choice, Row
from apiyard.design.containment.claim import Absent, Beyond, Following, NameSet, Others, Present, Some
from apiyard.design.containment.node import NEVER, Node
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


def cover(part: OtherMembers | OtherItems, *, demand: bool) -> Row:
    """Give what it takes that ``unevaluatedProperties`` or ``unevaluatedItems`` holds, or does not.

    Which schemas beside it hold is decided one after the other, and only as far as it matters.

    Args:
        part: the assertion.
        demand: whether it does not hold, so that some member or item is to be found that breaks it.
    """
    members = isinstance(part, OtherMembers)
    extent, maybe = _sure(part.beside, members=members)
    covering = _Covering(part, members, demand)
    if demand and not (extent.members if members else extent.items) and maybe:
        return (*covering.demanded(extent), *covering.items(extent, tuple(maybe)))
    return covering.items(extent, tuple(maybe))


@dataclass(frozen=True, slots=True)
class _Covering:
    """An assertion whose cover is looked for.

    Args:
        part: the assertion.
        members: whether it is about members; else it is about items.
        demand: whether it does not hold.
    """

    part: OtherMembers | OtherItems
    members: bool
    demand: bool

    def items(self, extent: Extent, maybe: tuple[Part | Node, ...]) -> Row:
        """Give what holds when so much is evaluated, and more by schemas of which it is not known whether they hold."""
        telling = tuple(each for each in maybe if self._possible(each) | extent != extent)
        if not telling:
            return self.demanded(extent) if self.demand else self._kept(extent)
        choice = Choice(self.part, positive=not self.demand, make=lambda: self._rows(extent, telling), late=True)
        if self.demand:
            return (choice,)
        widest = extent
        for each in telling:
            widest |= self._possible(each)
        return (*self._kept(widest), choice)

    def _rows(self, extent: Extent, maybe: tuple[Part | Node, ...]) -> list[Row]:
        """Decide whether the first of the schemas holds."""
        first, rest = maybe[0], maybe[1:]
        if isinstance(first, Node):
            held = self._held(extent, (first,), rest)
            return [(first.code, *held), (first.literal(positive=False), *self.items(extent, rest))]
        if isinstance(first, Fork):
            yes = self._held(extent, (first.test, first.then), rest)
            no = self._held(extent, (first.other,), rest)
            return [(first.test.code, *yes), (first.test.literal(positive=False), *no)]
        if isinstance(first, Implies):
            held = self._held(extent, (first.node,), rest)
            return [(Present(first.name), first.node.code, *held), (Absent(first.name), *self.items(extent, rest))]
        nodes = first.nodes if isinstance(first, Either | One) else ()
        telling = [node for node in nodes if self._possible(node) != _NOTHING]
        if isinstance(first, One):
            rows: list[Row] = [(node.code, *self._held(extent, (node,), rest)) for node in telling]
            none = tuple(node.literal(positive=False) for node in telling)
            return [*rows, (*none, *self.items(extent, rest))] if len(telling) < len(nodes) else rows
        return self._rows(extent, (*telling, *rest))

    def _held(self, extent: Extent, nodes: tuple[Node, ...], rest: tuple[Part | Node, ...]) -> Row:
        """Give what holds when schemas do."""
        maybe: tuple[Part | Node, ...] = rest
        for node in nodes:
            wider, more = _sure(node, members=self.members)
            extent |= wider
            maybe = (*more, *maybe)
        return self.items(extent, maybe)

    def _possible(self, each: Part | Node) -> Extent:
        return _possible(each.parts if isinstance(each, Node) else (each,), members=self.members)

    def _kept(self, extent: Extent) -> Row:
        """Give what holds for all that is not evaluated."""
        node = self.part.node
        if (extent.members if self.members else extent.items) or node.value is True:
            return ()
        if self.members:
            return (Others(NameSet(extent.names, tuple(sorted(extent.patterns))), (node.code,)),)
        return (Following(extent.count, (node.code, *sorted(extent.contained))),)

    def demanded(self, extent: Extent) -> Row:
        """Give what must be there that is not evaluated."""
        denied = self.part.node.literal(positive=False)
        if extent.members if self.members else extent.items:
            return (NEVER,)
        if self.members:
            names = NameSet(extent.names, tuple(sorted(extent.patterns)))
            return (Some(names, (denied,), self.part.keyword),)
        return (Beyond(extent.count, (denied, *(code ^ 1 for code in sorted(extent.contained)))),)


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
