"""Keywords for numbers and strings."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, Final

from apiyard.core.errors import InvalidInputError
from apiyard.design.schema_check.formats import FORMATS, compare
from apiyard.design.schema_check.node import Node
from apiyard.design.schema_check.run import Check, Place, Run, Seen
from apiyard.design.schema_check.values import TYPES, shown
from apiyard.spec.regex import Pattern, compile_pattern

_LIMITS: Final[dict[str, tuple[str, Callable[[Any, Any], bool]]]] = {
    "maximum": ("<=", operator.le),
    "minimum": (">=", operator.ge),
    "exclusiveMaximum": ("<", operator.lt),
    "exclusiveMinimum": (">", operator.gt),
}
_FORMAT_LIMITS: Final = {
    "formatMaximum": "maximum",
    "formatMinimum": "minimum",
    "formatExclusiveMaximum": "exclusiveMaximum",
    "formatExclusiveMinimum": "exclusiveMinimum",
}


def number_limit(node: Node) -> Check | None:
    """Not above or below a number (JSON Schema Validation, 6.2.2 to 6.2.5; in draft 4 with a boolean beside it)."""
    name = node.keyword
    if node.maker.dialect.old_limits:
        if name.startswith("exclusive"):
            if name.removeprefix("exclusive").lower() not in node.schema:
                raise InvalidInputError(
                    f"{name} needs {name.removeprefix('exclusive').lower()} beside it", where=node.schema_path[1:]
                )
            return None
        if node.schema.get(f"exclusive{name.capitalize()}"):
            name = f"exclusive{name.capitalize()}"
    word, good = _LIMITS[name]
    limit, report = node.value, node.report()
    message = f"must be {word} {shown(limit)}"

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        return good(value, limit) or report(run, place, message, comparison=word, limit=limit)

    return check


def multiple_of(node: Node) -> Check:
    """A number of times another number (JSON Schema Validation, 6.2.1), by the division of floating point numbers."""
    unit, report = node.value, node.report()
    message = f"must be multiple of {shown(unit)}"

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        try:
            times = float(value) / float(unit)
        except (OverflowError, ZeroDivisionError):
            times = math.inf
        good = math.isfinite(times) and times.is_integer() and abs(times) < 1e21
        return good or report(run, place, message, multipleOf=unit)

    return check


def length(node: Node) -> Check:
    """Not longer or shorter than some characters, in code points (JSON Schema Validation, 6.3.1 and 6.3.2)."""
    limit, report = node.value, node.report()
    good, word = (operator.le, "more") if node.keyword.startswith("max") else (operator.ge, "fewer")
    message = f"must NOT have {word} than {shown(limit)} characters"

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        return good(len(value), limit) or report(run, place, message, limit=limit)

    return check


def pattern(node: Node) -> Check:
    """A text in which a pattern is found (JSON Schema Validation, 6.3.3)."""
    source, report = node.value, node.report()
    search = compiled(node, source).search
    message = f'must match pattern "{source}"'

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        return search(value) or report(run, place, message, pattern=source)

    return check


def compiled(node: Node, source: str) -> Pattern:
    """Compile a pattern of a schema.

    Raises:
        InvalidInputError: it is none; ``where`` is the pointer in the schema.
    """
    try:
        return compile_pattern(source)
    except InvalidInputError as error:
        error.where = f"{node.schema_path[1:]}/{node.keyword}"
        raise


def format_of(node: Node, kind: str) -> Check | None:
    """A text or number of a format; one that nobody knows says nothing."""
    found = FORMATS.get(node.value) if isinstance(node.value, str) and node.maker.knows_format(node.value) else None
    if found is None or found.type != kind:
        return None
    test, name, report = found.test, node.value, node.report()
    message = f'must match format "{name}"'

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        return test(value) or report(run, place, message, format=name)

    return check


def format_limit(node: Node) -> Check | None:
    """A date or time not before or after another one."""
    name = node.schema.get("format")
    found = FORMATS.get(name) if isinstance(name, str) else None
    if found is None:
        return None
    if not found.ordered:
        raise InvalidInputError(f"{node.keyword} needs a format of dates or times", where=node.schema_path[1:])
    limit, report = node.value, node.report()
    word, good = _LIMITS[_FORMAT_LIMITS[node.keyword]]
    message = f"should be {word} {limit}"

    def check(run: Run, place: Place, seen: Seen | None) -> bool:
        value = place[2]
        order = compare(str(name), value, limit)
        return order is None or good(order, 0) or report(run, place, message, comparison=word, limit=limit)

    return check


def is_kind(kind: str) -> Callable[[Any], bool]:
    """Give the test for a type of values."""
    return TYPES[kind]
