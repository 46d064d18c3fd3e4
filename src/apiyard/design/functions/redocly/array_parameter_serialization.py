"""A parameter that is a list says how its items are written in a request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members
from apiyard.design.redocly.read import is_names
from apiyard.design.redocly.tell import holds, meaning, member, tell
from apiyard.design.redocly.walk import walk


def _read(options: Mapping[str, Json] | None) -> tuple[str, ...] | None:
    found = check_members("array-parameter-serialization", options or {}, {"in": (is_names, "a list of texts")})
    return tuple(found["in"]) if "in" in found else None


def _call(_value: Any, asked: tuple[str, ...] | None, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Parameter"):
        schema = meaning(context, member(arrival.value, "schema"))
        if type(schema) is not dict:
            continue
        is_list = (
            schema.get("type") == "array" or holds(member(schema, "items")) or holds(member(schema, "prefixItems"))
        )
        told = "style" in arrival.value and "explode" in arrival.value
        if is_list and not told and (asked is None or arrival.value.get("in") in asked):
            message = f'The list parameter "{arrival.value.get("name")}" does not tell style and explode.'
            yield tell(context, arrival.spot, message, hint="add style and explode, such as form and true")


FUNCTION = Function(
    id="array-parameter-serialization",
    name="arrayParameterSerialization",
    why="Without style and explode, clients and servers guess how a list is written.",
    call=_call,
    read=_read,
)
