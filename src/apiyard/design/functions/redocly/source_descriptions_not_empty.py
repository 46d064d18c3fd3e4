"""A workflow document names at least one source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import items, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("SourceDescriptions"):
        if not items(arrival.value):
            message = "The list of sources is empty."
            yield tell(context, arrival.spot, message, hint="add the description of an API that the steps call")


FUNCTION = Function(
    id="source-descriptions-not-empty",
    name="sourceDescriptionsNotEmpty",
    why="A step calls an operation of a source.",
    call=_call,
    read=no_options("source-descriptions-not-empty"),
)
