"""Schemas that hold exactly when they hold: references in a circle that leads to no member or item in between."""

from __future__ import annotations

from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.node import Node
from apiyard.design.containment.part import Either, Every, Fork, Implies, Never, One, OtherItems, OtherMembers, Part


def judge_circles(node: Node) -> None:
    """Judge what a schema leads to at the same place.

    Raises:
        UndecidedError: it leads to itself; such a schema means nothing (JSON Schema Core, section 9.4.1).
    """
    if node.circle_free:
        return
    path: dict[int, Node] = {}
    waiting: list[tuple[Node, bool]] = [(node, True)]
    while waiting:
        each, entered = waiting.pop()
        if not entered:
            del path[each.number]
            each.circle_free = True
            continue
        if each.circle_free:
            continue
        if each.number in path:
            raise UndecidedError("$ref", "a schema that only leads to itself")
        path[each.number] = each
        waiting.append((each, False))
        waiting.extend((below, True) for part in each.parts for below in _in_place(part))


def _in_place(part: Part) -> tuple[Node, ...]:
    if isinstance(part, Every | Either | One):
        return part.nodes
    if isinstance(part, Never | Implies):
        return (part.node,)
    if isinstance(part, Fork):
        return (part.test, part.then, part.other)
    return (part.beside,) if isinstance(part, OtherMembers | OtherItems) else ()
