"""Keywords for arrays."""

from __future__ import annotations

import operator
from typing import Any

from apiyard.design.schema_check.node import Node
from apiyard.design.schema_check.run import Check, Place, Run, Seen
from apiyard.design.schema_check.values import TYPES, equal, shown

_TEXTS = frozenset({str})


def item_at(run: Run, place: Place, index: int) -> Place:
    """Give the place of an item, behind its reference."""
    item = place[2][index]
    if type(item) is dict and "$ref" in item:
        item = run.meaning(item, place)
    return (place, index, item)


def count(node: Node) -> Check:
    """Not more or fewer than some items (JSON Schema Validation, 6.4.1 and 6.4.2)."""
    limit, report = node.value, node.report()
    good, word = (operator.le, "more") if node.keyword.startswith("max") else (operator.ge, "fewer")
    message = f"must NOT have {word} than {shown(limit)} items"

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        return good(len(value), limit) or report(run, place, message, limit=limit)

    return check


def items(node: Node) -> Check | None:
    """Each item of a schema, or each of its own (Core, 10.3.1)."""
    schema, dialect = node.value, node.maker.dialect
    if isinstance(schema, list):
        return None if dialect.prefix else several(node)
    if dialect.prefix and isinstance(node.schema.get("prefixItems"), list):
        return rest(node, len(node.schema["prefixItems"]))
    if node.always(schema):
        return None
    return each_from(node, 0)


def each_from(node: Node, start: int) -> Check:
    """All items behind the first ones."""
    inner = node.sub()
    go_on = node.mode.all_errors

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        good = True
        for index in range(start, len(value)):
            there = item_at(run, place, index)
            if not inner(run, there, None):
                good = False
                if not go_on:
                    break
        return good

    return check


def several(node: Node) -> Check:
    """The first items, each of its own schema (Core, 10.3.1.1)."""
    inner = [(index, node.sub(index)) for index, each in enumerate(node.value) if not node.always(each)]
    go_on = node.mode.all_errors

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        # AJV asks nothing more of an empty array behind this keyword, unless it is to find all errors.
        if not go_on and inner and len(value) <= inner[0][0]:
            return False
        good = True
        for index, each in inner:
            if index >= len(value):
                break
            there = item_at(run, place, index)
            if not each(run, there, None):
                good = False
                if not go_on:
                    break
        return good

    return check


def additional_items(node: Node) -> Check | None:
    """What is behind a list of ``items``."""
    own = node.schema.get("items")
    return rest(node, len(own)) if isinstance(own, list) else None


def rest(node: Node, start: int) -> Check | None:
    """What is behind the first items."""
    if node.value is False:
        report = node.report()
        message = f"must NOT have more than {start} items"
        return lambda run, place, seen: len(place[2]) <= start or report(run, place, message, limit=start)
    if node.always(node.value):
        return None
    return each_from(node, start)


def _bounds(node: Node) -> tuple[int, int | None]:
    if not node.maker.dialect.later:
        return 1, None
    return node.schema.get("minContains", 1), node.schema.get("maxContains")


def contains_matters(node: Node) -> bool:
    """Say whether ``contains`` looks at items at all."""
    least, most = _bounds(node)
    return not (most is None and least == 0) and not (most is not None and least > most) and not node.always(node.value)


def contains(node: Node) -> Check | None:
    """Some items of a schema (Core, 10.3.1.3; Validation, 6.4.4 and 6.4.5)."""
    least, most = _bounds(node)
    if most is None and least == 0:
        return None
    report = node.report()
    message = f"must contain at least {shown(least)}" + (f" and no more than {shown(most)}" if most is not None else "")
    message += " valid item(s)"
    params = {"minContains": least} if most is None else {"minContains": least, "maxContains": most}
    if most is not None and least > most:
        return lambda run, place, seen: report(run, place, message, **params)
    if node.always(node.value):
        return lambda run, place, seen: (
            (len(place[2]) >= least and (most is None or len(place[2]) <= most))
            or report(run, place, message, **params)
        )
    inner = node.sub(composite=True)

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        start, number = len(run.errors), 0
        for index in range(len(value)):
            there = item_at(run, place, index)
            if inner(run, there, None):
                number += 1
                if (most is None and number >= least) or (most is not None and number > most):
                    break
        if number < least or (most is not None and number > most):
            return report(run, place, message, **params)
        del run.errors[start:]
        return True

    return check


def unique_items(node: Node) -> Check | None:
    """No two equal items (JSON Schema Validation, 6.4.3)."""
    if not node.value:
        return None
    report = node.report()
    own = node.schema.get("items")
    kinds = own.get("type") if isinstance(own, dict) else None
    kinds = kinds if isinstance(kinds, list) else [kinds] if kinds else []
    scalar = bool(kinds) and not {"object", "array"} & set(kinds)

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        if _TEXTS.issuperset(map(type, value)) and len(set(value)) == len(value):
            return True
        found = _twins(run, value, kinds if scalar else [])
        if found is None:
            return True
        first, second = found
        message = f"must NOT have duplicate items (items ## {first} and {second} are identical)"
        return report(run, place, message, i=second, j=first)

    return check


def _twins(run: Run, value: list[Any], kinds: list[str]) -> tuple[int, int] | None:
    """Give the last item that has an equal one before or behind it, in AJV's order."""
    plain = [_key(item) for item in value]
    if kinds:
        met: dict[Any, int] = {}
        for index in range(len(value) - 1, -1, -1):
            if plain[index] is None or not any(TYPES[kind](value[index]) for kind in kinds):
                continue
            if plain[index] in met:
                return met[plain[index]], index
            met[plain[index]] = index
        return None
    if None not in plain and len(set(plain)) == len(plain):
        return None
    for index in range(len(value) - 1, 0, -1):
        for other in range(index - 1, -1, -1):
            run.tick()
            if plain[index] == plain[other] and (plain[index] is not None or equal(run, value[index], value[other])):
                return other, index
    return None


def _key(item: Any) -> tuple[str, Any] | None:
    """Give a key that is equal for equal scalars; None for objects and arrays."""
    if isinstance(item, dict | list):
        return None
    if isinstance(item, bool) or item is None:
        return type(item).__name__, item
    return ("number", item) if isinstance(item, int | float) else ("string", item)


def unevaluated_items(node: Node) -> Check | None:
    """Items that no other keyword has looked at (Core, 11.2)."""
    closed = node.value is False
    if not closed and node.always(node.value):
        return None
    inner = None if closed else node.sub()
    report = node.report()
    go_on = node.mode.all_errors

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        start = seen.items if seen is not None else 0
        if start is None or len(value) <= start:
            return True
        if inner is None:
            return report(run, place, f"must NOT have more than {start} items", limit=start)
        good = True
        for index in range(start, len(value)):
            there = item_at(run, place, index)
            if not inner(run, there, None):
                good = False
                if not go_on:
                    break
        return good

    return check
