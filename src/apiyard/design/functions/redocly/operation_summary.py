"""An operation has a summary."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import holds, member, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Operation"):
        if type(arrival.value) is dict and not holds(member(arrival.value, "summary")):
            message = "The operation has no summary."
            yield tell(context, arrival.below("summary"), message, hint="say in a few words what it does")


FUNCTION = Function(
    id="operation-summary",
    name="operationSummary",
    why="Lists of operations show the summary.",
    call=_call,
    read=no_options("operation-summary"),
)
