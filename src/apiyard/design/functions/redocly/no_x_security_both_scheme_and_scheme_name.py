"""A step or workflow names its security scheme or describes it, not both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import holds, items, member, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Workflow", "Step"):
        for index, each in enumerate(items(member(arrival.value, "x-security"))):
            if holds(member(each, "scheme")) and holds(member(each, "schemeName")):
                message = "There are both scheme and schemeName."
                yield tell(context, arrival.below("x-security", index), message, hint="keep one of the two")


FUNCTION = Function(
    id="no-x-security-both-scheme-and-scheme-name",
    name="noXSecurityBothSchemeAndSchemeName",
    why="Of a name and a description only one is used.",
    call=_call,
    read=no_options("no-x-security-both-scheme-and-scheme-name"),
)
