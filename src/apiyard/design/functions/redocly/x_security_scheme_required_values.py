"""A step or workflow gives the values that its security scheme needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import items, member, tell
from apiyard.design.redocly.walk import walk

_NEEDED = {
    "apiKey": ("apiKey",),
    "basic": ("username", "password"),
    "digest": ("username", "password"),
    "bearer": ("token",),
    "oauth2": ("accessToken",),
    "openIdConnect": ("accessToken",),
    "mutualTLS": (),
}


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Workflow", "Step"):
        for index, each in enumerate(items(member(arrival.value, "x-security"))):
            if type(each) is not dict or "schemeName" in each:
                continue
            spot = arrival.below("x-security", index)
            scheme = _name(member(each, "scheme"))
            if scheme not in _NEEDED:
                message = f'No values are known that the security scheme "{scheme}" needs.'
                yield tell(context, spot, message, hint=f"use one of {', '.join(_NEEDED)}", piece=scheme)
                continue
            values = member(each, "values")
            for name in _NEEDED[scheme]:
                if member(values, name) is MISSING:
                    message = f'The security scheme "{scheme}" needs the value "{name}".'
                    yield tell(context, spot, message, hint="add it to values", piece=name)


def _name(scheme: Any) -> str:
    kind = member(scheme, "type")
    if kind == "http":
        kind = member(scheme, "scheme")
        return kind.lower() if type(kind) is str else "http"
    return kind if type(kind) is str else "none"


FUNCTION = Function(
    id="x-security-scheme-required-values",
    name="xSecuritySchemeRequiredValues",
    why="A call without them is refused.",
    call=_call,
    read=no_options("x-security-scheme-required-values"),
)
