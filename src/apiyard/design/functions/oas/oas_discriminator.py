"""The discriminator of a schema is one of its required properties (OpenAPI 2.0, Schema Object)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result


def _call(value: Any, _options: Any, context: Context) -> Iterator[Result]:
    if not isinstance(value, dict):
        return
    name = context.follow(value.get("discriminator"))
    if not isinstance(name, str):
        return
    properties, required = context.follow(value.get("properties")), context.follow(value.get("required"))
    if not isinstance(properties, dict) or name not in properties:
        message = f'The discriminator "{name}" is not among the properties of this schema.'
        yield Result(message, ("properties",), name, "define it in properties")
    if not isinstance(required, list) or name not in map(context.follow, required):
        message = f'The discriminator "{name}" is not among the required properties of this schema.'
        yield Result(message, ("required",), name, "add it to required")


FUNCTION = Function(
    id="oas-discriminator",
    name="oasDiscriminator",
    why="A receiver can only tell the variants apart when each body carries the discriminator.",
    call=_call,
)
