"""A step with an operation of its own describes its security scheme."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import holds, items, member, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Step"):
        if not holds(member(arrival.value, "x-operation")):
            continue
        for index, each in enumerate(items(member(arrival.value, "x-security"))):
            if member(each, "schemeName") is not MISSING:
                message = "The step names a security scheme and calls no described operation."
                yield tell(context, arrival.below("x-security", index), message, hint="describe it in scheme instead")


FUNCTION = Function(
    id="no-x-security-scheme-name-without-openapi",
    name="noXSecuritySchemeNameWithoutOpenapi",
    why="A step that calls no described operation knows no schemes by name.",
    call=_call,
    read=no_options("no-x-security-scheme-name-without-openapi"),
)
