"""What it takes that a schema holds, or does not, for values of one type: literals, claims and choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from apiyard.core.noun import dataclass
from apiyard.design.containment.choice import Choice, Item, Row
from apiyard.design.containment.claim import (
    Absent,
    At,
    Beyond,
    NameSet,
    Present,
    Refused,
    Repeated,
    Some,
    Spelled,
    Tally,
)
from apiyard.design.containment.cover import cover
from apiyard.design.containment.node import Node, Reader
from apiyard.design.containment.part import (
    Bound,
    Contains,
    Either,
    Every,
    Fork,
    Format,
    Implies,
    Items,
    Members,
    Multiple,
    Names,
    Needs,
    Never,
    One,
    OtherItems,
    OtherMembers,
    Part,
    Pattern,
    Required,
    Size,
    Unique,
    Values,
    Whole,
)
from apiyard.design.containment.value import ARRAY, OBJECT, key_of, type_of

_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """What it takes.

    Args:
        items: all that holds; None when nothing can make it hold.
        rule: for None, the rule that says so.
    """

    items: Row | None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class _Type:
    """The type of values that is looked at, and what makes schemas of constants."""

    kind: int
    shelf: Reader


def plan_of(node: Node, kind: int, *, positive: bool) -> Plan:
    """Give what it takes that a schema holds, or does not, for values of one type.

    Args:
        node: the schema.
        kind: the type, a bit.
        positive: whether it holds.
    """
    key = (kind, positive)
    found: Plan | None = node.plans.get(key)
    if found is None:
        found = node.plans[key] = _affirm(node, kind) if positive else _deny(node, kind)
    return found


def _affirm(node: Node, kind: int) -> Plan:
    if not node.types & kind:
        return Plan(None, "type")
    at = _Type(kind, node.reader)
    items: list[Item] = []
    for part in node.parts:
        if part.types() & kind:
            items.extend(_AFFIRM.get(type(part), _plain)(part, at))
    return Plan(tuple(items))


def _deny(node: Node, kind: int) -> Plan:
    if not node.types & kind:
        return Plan(())
    at = _Type(kind, node.reader)
    parts = [part for part in node.parts if part.types() & kind]
    if not parts:
        return Plan(None, "type")
    if len(parts) == 1 and not isinstance(parts[0], Values):
        rows = _DENY[type(parts[0])](parts[0], at)
        if not rows:
            return Plan(None, parts[0].keyword)
        if len(rows) == 1:
            return Plan(rows[0])

    def make() -> list[Row]:
        return [row for part in parts for row in _DENY[type(part)](part, at)]

    return Plan((Choice(node, positive=False, make=make),))


def _plain(part: Part, at: _Type) -> list[Item]:
    return [part]


def _positive(nodes: tuple[Node, ...]) -> list[Item]:
    return [node.code for node in nodes]


def _negative(nodes: tuple[Node, ...]) -> Row:
    return tuple(node.literal(positive=False) for node in nodes)


def _affirm_every(part: Every, at: _Type) -> list[Item]:
    return _positive(part.nodes)


def _affirm_either(part: Either, at: _Type) -> list[Item]:
    nodes = part.nodes
    if len(nodes) == 1:
        return [nodes[0].code]
    return [Choice(part, positive=True, make=lambda: [(node.code,) for node in nodes])]


def _affirm_one(part: One, at: _Type) -> list[Item]:
    nodes = part.nodes
    if len(nodes) == 1:
        return [nodes[0].code]

    def make() -> list[Row]:
        return [(node.code, _sole(part, index)) for index, node in enumerate(nodes)]

    return [Choice(part, positive=True, make=make)]


def _sole(part: One, index: int) -> Choice:
    """None of the others holds; which of them are looked at is led by values for which they do."""
    others = (*part.nodes[:index], *part.nodes[index + 1 :])

    def guide(choice: Choice, holds: Callable[[Node], bool]) -> list[Row]:
        return [(*(node.literal(positive=False) for node in others if holds(node)), choice)]

    return Choice(
        Either(part.keyword, others), positive=False, make=lambda: [_negative(others)], guide=guide, late=True
    )


def _affirm_never(part: Never, at: _Type) -> list[Item]:
    return [part.node.literal(positive=False)]


def _affirm_fork(part: Fork, at: _Type) -> list[Item]:
    test, then, other = part.test, part.then, part.other
    if then.value is True and other.value is True:
        return []

    def make() -> list[Row]:
        return [(test.code, then.code), (test.literal(positive=False), other.code)]

    return [Choice(part, positive=True, make=make)]


def _affirm_implies(part: Implies, at: _Type) -> list[Item]:
    return [Choice(part, positive=True, make=lambda: [(Absent(part.name),), (part.node.code,)])]


def _affirm_needs(part: Needs, at: _Type) -> list[Item]:
    def make() -> list[Row]:
        return [(Absent(part.name),), (Present(part.name), *map(Present, part.names))]

    return [Choice(part, positive=True, make=make)]


def _affirm_names(part: Names, at: _Type) -> list[Item]:
    return [Spelled(part.node.code)]


def _affirm_contains(part: Contains, at: _Type) -> list[Item]:
    if not part.least and part.most is None:
        return []
    return [Tally(part.node.code, part.least, part.most)]


def _affirm_other(part: OtherMembers | OtherItems, at: _Type) -> list[Item]:
    return list(cover(part, demand=False))


_AFFIRM: Final[dict[type, Callable[[Any, _Type], list[Item]]]] = {
    Every: _affirm_every,
    Either: _affirm_either,
    One: _affirm_one,
    Never: _affirm_never,
    Fork: _affirm_fork,
    Implies: _affirm_implies,
    Needs: _affirm_needs,
    Names: _affirm_names,
    Contains: _affirm_contains,
    OtherMembers: _affirm_other,
    OtherItems: _affirm_other,
}


def _deny_plain(part: Part, at: _Type) -> list[Row]:
    return [(Refused(part),)]


def _deny_every(part: Every, at: _Type) -> list[Row]:
    return [(node.literal(positive=False),) for node in part.nodes]


def _deny_either(part: Either, at: _Type) -> list[Row]:
    return [_negative(part.nodes)]


def _deny_one(part: One, at: _Type) -> list[Row]:
    """None holds, or one and another one behind it."""
    return [(_not_one(part),)]


def _not_one(part: One) -> Choice:
    nodes = part.nodes

    def make() -> list[Row]:
        rows: list[Row] = [_negative(nodes)]
        rows.extend((node.code, _some_of(part, nodes[index + 1 :])) for index, node in enumerate(nodes[:-1]))
        return rows

    def guide(choice: Choice, holds: Callable[[Node], bool]) -> list[Row]:
        """Only one holds for the value: it must not, or another one must."""
        index = next((index for index, node in enumerate(nodes) if holds(node)), None)
        if index is None:
            return choice.rows
        rest = (*nodes[:index], *nodes[index + 1 :])
        if not rest:
            return [_negative(nodes)]
        one = nodes[index]
        return [(one.literal(positive=False), _not_one(One(part.keyword, rest))), (one.code, _some_of(part, rest))]

    return Choice(part, positive=False, make=make, guide=guide, late=len(nodes) > _FEW)


def _some_of(part: One, nodes: tuple[Node, ...]) -> Item:
    """One of some schemas holds."""
    if len(nodes) == 1:
        return nodes[0].code
    return Choice(Either(part.keyword, nodes), positive=True, make=lambda: [(node.code,) for node in nodes])


def _deny_never(part: Never, at: _Type) -> list[Row]:
    return [(part.node.code,)]


def _deny_fork(part: Fork, at: _Type) -> list[Row]:
    test = part.test
    return [
        (test.code, part.then.literal(positive=False)),
        (test.literal(positive=False), part.other.literal(positive=False)),
    ]


def _deny_values(part: Values, at: _Type) -> list[Row]:
    if at.kind not in {ARRAY, OBJECT}:
        return [(Refused(part),)]
    return [tuple(_unlike(value, at) for value in part.values if type_of(value) == at.kind)]


def _unlike(value: Any, at: _Type) -> Choice:
    """Choose how a list or an object differs from a value."""
    origin = Values("const", (value,), frozenset({key_of(value)}))
    make = _unlike_list if at.kind == ARRAY else _unlike_object
    return Choice(origin, positive=False, make=lambda: make(value, at.shelf))


def _unlike_list(value: list[Any], shelf: Reader) -> list[Row]:
    size = len(value)
    rows: list[Row] = [(Size("const", ARRAY, 0, size - 1),)] if size else []
    rows.append((Size("const", ARRAY, size + 1, None),))
    for index, each in enumerate(value):
        rows.append((At(index, (shelf.constant(each).literal(positive=False),)),))
    return rows


def _unlike_object(value: dict[str, Any], shelf: Reader) -> list[Row]:
    rows: list[Row] = [(Absent(name),) for name in value]
    for name, each in value.items():
        rows.append((Present(name, (shelf.constant(each).literal(positive=False),)),))
    rows.append((Some(NameSet(frozenset(value)), (), "const"),))
    return rows


def _deny_size(part: Size, at: _Type) -> list[Row]:
    if part.most is not None:
        return [(Size(part.keyword, part.kind, part.most + 1, None),)]
    if part.least == 0:
        return []
    return [(Size(part.keyword, part.kind, 0, part.least - 1),)]


def _deny_members(part: Members, at: _Type) -> list[Row]:
    rows: list[Row] = [(Present(name, (node.literal(positive=False),)),) for name, node in part.named.items()]
    for source, node in part.patterns:
        names = NameSet(inside=(source,))
        rows.append((Some(names, (node.literal(positive=False),), "patternProperties"),))
    if part.rest is not None:
        names = NameSet(frozenset(part.named), tuple(source for source, _ in part.patterns))
        rows.append((Some(names, (part.rest.literal(positive=False),), "additionalProperties"),))
    return rows


def _deny_required(part: Required, at: _Type) -> list[Row]:
    return [(Absent(name),) for name in part.names]


def _deny_names(part: Names, at: _Type) -> list[Row]:
    return [(Some(NameSet(codes=(part.node.literal(positive=False),)), (), "propertyNames"),)]


def _deny_needs(part: Needs, at: _Type) -> list[Row]:
    return [(Present(part.name), Absent(name)) for name in part.names]


def _deny_implies(part: Implies, at: _Type) -> list[Row]:
    return [(Present(part.name), part.node.literal(positive=False))]


def _deny_items(part: Items, at: _Type) -> list[Row]:
    rows: list[Row] = [(At(index, (node.literal(positive=False),)),) for index, node in enumerate(part.first)]
    if part.rest is not None:
        rows.append((Beyond(len(part.first), (part.rest.literal(positive=False),)),))
    return rows


def _deny_contains(part: Contains, at: _Type) -> list[Row]:
    rows: list[Row] = []
    if part.least:
        rows.append((Tally(part.node.code, 0, part.least - 1),))
    if part.most is not None:
        rows.append((Tally(part.node.code, part.most + 1, None),))
    return rows


def _deny_unique(part: Unique, at: _Type) -> list[Row]:
    return [(Repeated(),)]


def _deny_other(part: OtherMembers | OtherItems, at: _Type) -> list[Row]:
    return [(part.beside.code, *cover(part, demand=True))]


_DENY: Final[dict[type, Callable[[Any, _Type], list[Row]]]] = {
    Every: _deny_every,
    Either: _deny_either,
    One: _deny_one,
    Never: _deny_never,
    Fork: _deny_fork,
    Values: _deny_values,
    Whole: _deny_plain,
    Bound: _deny_plain,
    Multiple: _deny_plain,
    Pattern: _deny_plain,
    Format: _deny_plain,
    Size: _deny_size,
    Members: _deny_members,
    Required: _deny_required,
    Names: _deny_names,
    Needs: _deny_needs,
    Implies: _deny_implies,
    Items: _deny_items,
    Contains: _deny_contains,
    Unique: _deny_unique,
    OtherMembers: _deny_other,
    OtherItems: _deny_other,
}
