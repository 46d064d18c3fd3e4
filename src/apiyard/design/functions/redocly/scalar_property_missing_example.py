"""A property with a simple value has an example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import holds, meaning, member, tell
from apiyard.design.redocly.walk import walk

_SIMPLE = ("string", "integer", "number", "boolean", "null")


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("SchemaProperties"):
        for name, written in arrival.value.items() if type(arrival.value) is dict else ():
            schema = meaning(context, written)
            if _is_simple(schema) and "example" not in schema and "examples" not in schema:
                message = f'The property "{name}" has no example.'
                yield tell(context, arrival.below(name), message, hint="add an example", piece=name)


def _is_simple(schema: Any) -> bool:
    if type(schema) is not dict or not holds(member(schema, "type")) or schema.get("format") == "binary":
        return False
    if any(holds(member(schema, name)) for name in ("allOf", "anyOf", "oneOf")):
        return False
    kind = schema["type"]
    return all(each in _SIMPLE for each in kind) if type(kind) is list else kind in _SIMPLE


FUNCTION = Function(
    id="scalar-property-missing-example",
    name="scalarPropertyMissingExample",
    why="Documentation and mock servers show the example.",
    call=_call,
    read=no_options("scalar-property-missing-example"),
)
