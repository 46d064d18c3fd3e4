"""An example has its value in one place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk

_PAIRS = (
    ("value", "externalValue", ()),
    ("serializedValue", "externalValue", ()),
    ("value", "dataValue", ("value",)),
    ("value", "serializedValue", ("value",)),
)


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Example"):
        for one, other, below in _PAIRS:
            if type(arrival.value) is dict and one in arrival.value and other in arrival.value:
                message = f"The example has both {one} and {other}."
                yield tell(context, arrival.below(*below), message, hint="keep one of the two")


FUNCTION = Function(
    id="spec-example-values",
    name="specExampleValues",
    why="Of two values of one example readers see one, and not always the same.",
    call=_call,
    read=no_options("spec-example-values"),
)
