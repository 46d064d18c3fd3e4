"""Numbers at their bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from apiyard.core.json import Json
from apiyard.verify.edges.edge import Edge, bad, good

_LARGE = (
    ("the largest of 32 bits", 2**31 - 1),
    ("one more than 32 bits hold", 2**31),
    ("2 to the 53 and 1", 2**53 + 1),
)
_SMALL_STEP = Decimal("0.01")


def of_numbers(schema: dict[str, Any], *, whole: bool) -> Iterator[Edge]:
    """Give numbers at the bounds of a flat schema.

    Args:
        schema: the schema.
        whole: whether they are integers.

    Yields:
        For each bound the last number inside and the first one outside.
    """
    step = _step(schema, whole=whole)
    for word, exclusive, sign in (
        ("minimum", False, 1),
        ("exclusiveMinimum", True, 1),
        ("maximum", False, -1),
        ("exclusiveMaximum", True, -1),
    ):
        bound = _decimal(schema.get(word))
        if bound is None:
            continue
        side = "below" if sign > 0 else "above"
        if exclusive:
            yield good(f"just inside the {word} {bound}", _plain(_fit(bound + sign * step, step, sign)), firm=True)
            yield bad(f"the {word} {bound} itself", _plain(bound))
        else:
            yield good(f"the {word} {bound}", _plain(_fit(bound, step, sign)), firm=True)
            yield bad(f"just {side} the {word} {bound}", _plain(bound - sign * step))
    yield from _of_steps(schema, step)
    yield from _of_size(schema, whole=whole)


def _of_steps(schema: dict[str, Any], step: Decimal) -> Iterator[Edge]:
    if _decimal(schema.get("multipleOf")) is None:
        return
    low = _decimal(schema.get("minimum")) or Decimal(0)
    first = _fit(low, step, 1)
    yield bad(f"no multiple of {step}", _plain(first + step / 2))
    yield good(f"a multiple of {step}", _plain(first + step), firm=True)


def _of_size(schema: dict[str, Any], *, whole: bool) -> Iterator[Edge]:
    if whole:
        yield bad("a number with a fraction", 1.5)
    if "minimum" not in schema and "exclusiveMinimum" not in schema:
        yield good("zero", 0)
        yield good("a negative number", -1)
    if "maximum" not in schema and "exclusiveMaximum" not in schema:
        for words, value in _LARGE:
            yield good(words, value)
        yield good("2 to the 63", 2**63)


def _step(schema: dict[str, Any], *, whole: bool) -> Decimal:
    step = _decimal(schema.get("multipleOf"))
    if step is not None and step > 0:
        return step
    return Decimal(1) if whole else _SMALL_STEP


def _fit(value: Decimal, step: Decimal, sign: int) -> Decimal:
    """Give the nearest multiple of the step on the inner side, where steps are asked for."""
    if step in {Decimal(1), _SMALL_STEP}:
        return value
    rest = value % step
    return value if rest == 0 else value - rest + (step if sign > 0 else 0)


def _decimal(value: Json) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return Decimal(str(value))


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
