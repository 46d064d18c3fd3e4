"""A schema bounds a number on each side in one way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import is_number, no_options
from apiyard.design.redocly.tell import member, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Schema"):
        for bound, excluding in (("maximum", "exclusiveMaximum"), ("minimum", "exclusiveMinimum")):
            if is_number(member(arrival.value, bound)) and is_number(member(arrival.value, excluding)):
                message = f"The schema has both {bound} and {excluding}."
                yield tell(context, arrival.below(excluding), message, hint="keep one of the two")


FUNCTION = Function(
    id="no-mixed-number-range-constraints",
    name="noMixedNumberRangeConstraints",
    why="Of two bounds on one side only one counts, and readers see the other.",
    call=_call,
    read=no_options("no-mixed-number-range-constraints"),
)
