"""A step down and up again is a filter: of values that have such a member."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.design.jsonpath.evaluate import Ask, Scope, holds
from apiyard.design.jsonpath.path import Computed, Step, Up


def fold(steps: list[Step | Up | Computed]) -> list[Step | Up | Computed]:
    """Write ``[*][?(...)]^`` as one filter, so that the path needs no way up in its middle.

    Args:
        steps: the steps of a path, without those at its end that only lead up.
    """
    made: list[Step | Up | Computed] = []
    for step in steps:
        if isinstance(step, Up) and len(made) > 1:
            around, below = made[-2:]
            if isinstance(around, Step) and around.every and isinstance(below, Step) and not below.deep:
                made[-2:] = [_having(around, below)]
                continue
        made.append(step)
    return made


def _having(around: Step, below: Step) -> Step:
    names = None if below.names is None else frozenset(below.names)
    needs = below.keys if below.names is None else names
    # Indices are no names of members, so nothing can be said of arrays.
    if needs is not None and any(name.isdecimal() for name in needs):
        needs = None
    return Step(around.deep, test=_some(below), source=f"some {below!r}", needs=needs)


def _some(step: Step) -> Ask:
    def ask(scope: Scope) -> bool:
        value, entry = scope.value, scope.entry
        if type(value) is not dict and type(value) is not list:
            return False
        try:
            return any(_is(step, scope, key, member=member) for key, member in _taken(step, value))
        finally:
            scope.value, scope.entry = value, entry

    def _is(step: Step, scope: Scope, key: Any, *, member: Any) -> bool:
        if step.test is None:
            return True
        holder = scope.entry
        scope.value = scope.follow(member)
        scope.entry = (scope.value, key, holder, None, None)
        try:
            return holds(step.test, scope)
        finally:
            scope.entry = holder

    return ask


def _taken(step: Step, value: Any) -> Iterable[tuple[Any, Any]]:
    """Give the members that a step looks at, filters aside."""
    if type(value) is dict:
        if step.bounds is not None:
            return []
        known = step.keys if step.names is None else step.names
        return value.items() if known is None else [(name, value[name]) for name in known if name in value]
    items = list(enumerate(value))
    if step.names is not None:
        return [(index, item) for index, item in items if str(index) in step.names]
    return items if step.bounds is None else items[slice(*step.bounds)]
