"""With several sources, a workflow names a security scheme by its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import items, member, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    arrivals = walk(context.inventory, context.formats)
    if max((len(items(each.value)) for each in arrivals.first("SourceDescriptions")), default=0) <= 1:
        return
    for arrival in arrivals.first("Workflow"):
        for index, each in enumerate(items(member(arrival.value, "x-security"))):
            name = member(each, "schemeName")
            if name is not MISSING and not (type(name) is str and name.startswith("$sourceDescriptions.")):
                message = "The name of the security scheme does not say of which source it is."
                spot = arrival.below("x-security", index, "schemeName")
                yield tell(context, spot, message, hint="write $sourceDescriptions.SOURCE.SCHEME", piece=str(name))


FUNCTION = Function(
    id="x-security-scheme-name-reference",
    name="xSecuritySchemeNameReference",
    why="A bare name could be that of a scheme of each source.",
    call=_call,
    read=no_options("x-security-scheme-name-reference"),
)
