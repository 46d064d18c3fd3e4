"""A schema that may be null says its type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Schema"):
        if type(arrival.value) is dict and "nullable" in arrival.value and "type" not in arrival.value:
            message = "The schema says nullable and no type."
            yield tell(context, arrival.below("nullable"), message, hint="add the type")


FUNCTION = Function(
    id="nullable-type-sibling",
    name="nullableTypeSibling",
    why="OpenAPI 3.0 gives nullable a meaning only beside type.",
    call=_call,
    read=no_options("nullable-type-sibling"),
)
