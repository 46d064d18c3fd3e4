"""A text that must be there says how long it is at least."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import holds, items, member, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).all("Schema"):
        schema = arrival.value
        if type(schema) is not dict or schema.get("type") != "string" or holds(member(schema, "minLength")):
            continue
        holder = arrival.parent
        if holder is None or holder.kind != "SchemaProperties" or holder.parent is None:
            continue
        if arrival.key in items(member(holder.parent.value, "required")):
            message = f'The required text "{arrival.key}" has no minLength.'
            yield tell(context, arrival.spot, message, hint="add minLength, such as 1", piece=str(arrival.key))


FUNCTION = Function(
    id="required-string-property-missing-min-length",
    name="requiredStringPropertyMissingMinLength",
    why="A required text that may be empty is hardly required.",
    call=_call,
    read=no_options("required-string-property-missing-min-length"),
)
