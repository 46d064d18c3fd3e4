"""The values of an enum have the type that stands beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result

_LONGEST = 100
_TEXTS = frozenset({str})


def _call(value: Any, _options: Any, context: Context) -> Iterable[Result]:
    if not isinstance(value, dict):
        return ()
    values, written = context.follow(value.get("enum")), context.follow(value.get("type"))
    if not isinstance(values, list) or (written == "string" and _TEXTS.issuperset(map(type, values))):
        return ()
    types = [written] if isinstance(written, str) else written
    if not isinstance(types, list) or not all(isinstance(each, str) for each in types):
        return ()
    allowed = set(types)
    if _is_nullable(value, context):
        allowed.add("null")
    return _told(values, types, allowed, context=context)


def _told(values: list[Any], types: list[str], allowed: set[str], *, context: Context) -> Iterator[Result]:
    for index, each in enumerate(values):
        if _type(context.follow(each), integers="integer" in allowed) not in allowed:
            piece = json.dumps(each, ensure_ascii=False, default=str)[:_LONGEST]
            message = f'{piece} among the values of "enum" is not of type {" or ".join(types) or "[]"}.'
            yield Result(message, ("enum", index), piece, "correct the value or the type")


def _is_nullable(value: dict[str, Any], context: Context) -> bool:
    if "oas3_0" in context.formats:
        return context.follow(value.get("nullable")) is True
    return "oas2" in context.formats and context.follow(value.get("x-nullable")) is True


def _type(value: Any, *, integers: bool) -> str:
    if isinstance(value, str):
        return "string"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "integer" if integers and (isinstance(value, int) or value.is_integer()) else "number"
    if value is None:
        return "null"
    return "array" if isinstance(value, list) else "object"


FUNCTION = Function(
    id="typed-enum",
    name="typedEnum",
    why="A value that its own type refuses can never be sent.",
    call=_call,
)
