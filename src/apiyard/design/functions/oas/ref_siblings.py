"""Nothing stands beside ``$ref`` where it is ignored (OpenAPI 2.0 and 3.0, Reference Object)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.spec.inventory import Spot


def _call(_value: Any, _options: Any, context: Context) -> Iterable[Result]:
    holder = context.parent
    if not isinstance(holder, dict) or len(holder) < 2:
        return ()
    return _siblings(holder, context)


def _siblings(holder: dict[str, Any], context: Context) -> Iterable[Result]:
    spot = context.spot
    for key in holder:
        if key != "$ref":
            at = context.inventory.locate(Spot(spot.uri, (*spot.path[:-1], key)))
            message = f'"{key}" stands beside "$ref", where it has no meaning.'
            yield Result(message, piece=key, hint="move it into the target, or wrap the reference in allOf", at=at)


FUNCTION = Function(
    id="ref-siblings",
    name="refSiblings",
    why="Readers drop what stands beside a reference, so what it says never holds.",
    call=_call,
)
