"""A schema speaks of items only for lists, and of properties only for objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import holds, member, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Schema"):
        kind = member(arrival.value, "type")
        if type(kind) is not str:
            continue
        for name, owner in (("items", "array"), ("properties", "object")):
            if kind != owner and holds(member(arrival.value, name)):
                message = f'A schema of the type "{kind}" has {name}, which only the type "{owner}" has.'
                yield tell(
                    context, arrival.below(name), message, hint=f"correct the type, or remove {name}", piece=kind
                )


FUNCTION = Function(
    id="no-schema-type-mismatch",
    name="noSchemaTypeMismatch",
    why="What a schema says of another type than its own is never asked.",
    call=_call,
    read=no_options("no-schema-type-mismatch"),
)
