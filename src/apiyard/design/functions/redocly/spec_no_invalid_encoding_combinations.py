"""An encoding is told by name or by position."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("MediaType", "Encoding"):
        value = arrival.value
        if type(value) is dict and "encoding" in value and ("prefixEncoding" in value or "itemEncoding" in value):
            message = "There is encoding beside prefixEncoding or itemEncoding."
            yield tell(context, arrival.below("encoding"), message, hint="tell it by name or by position, not both")


FUNCTION = Function(
    id="spec-no-invalid-encoding-combinations",
    name="specNoInvalidEncodingCombinations",
    why="OpenAPI 3.2 allows one of the two (Media Type Object).",
    call=_call,
    read=no_options("spec-no-invalid-encoding-combinations"),
)
