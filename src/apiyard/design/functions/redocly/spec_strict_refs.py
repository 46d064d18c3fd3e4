"""References stand only where the format allows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk
from apiyard.spec.inventory import Spot

_ALLOWED = frozenset(
    {
        "Schema",
        "Response",
        "Parameter",
        "RequestBody",
        "Example",
        "Header",
        "SecurityScheme",
        "Link",
        "Callback",
        "PathItem",
    }
)


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    arrivals = walk(context.inventory, context.formats)
    allowed = _ALLOWED | {"MediaType"} if arrivals.version == "oas3_2" else _ALLOWED
    for arrival in arrivals.references:
        if arrival.first and arrival.kind not in allowed:
            spot = Spot(arrival.source.uri, (*arrival.source.path, "$ref"))
            message = "The format allows no reference here."
            yield tell(context, spot, message, hint="write out what it refers to", piece=str(arrival.written["$ref"]))


FUNCTION = Function(
    id="spec-strict-refs",
    name="specStrictRefs",
    why="Other programs take a reference elsewhere for a plain object.",
    call=_call,
    read=no_options("spec-strict-refs"),
)
