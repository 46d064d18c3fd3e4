"""No criterion is written in XPath."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import member, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("CriterionObject"):
        kind = member(arrival.value, "type")
        if kind == "xpath" or member(kind, "type") == "xpath":
            message = "The criterion is written in XPath."
            yield tell(context, arrival.below("type"), message, hint="write it as a simple condition or in JSONPath")


FUNCTION = Function(
    id="no-criteria-xpath",
    name="noCriteriaXpath",
    why="Few programs that run workflows understand XPath.",
    call=_call,
    read=no_options("no-criteria-xpath"),
)
