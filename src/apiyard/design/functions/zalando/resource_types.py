"""An API has few kinds of resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.survey.survey import survey

_MOST = 8


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    parts = survey(context.inventory).parts["segment"]
    # A kind of resource is what has members of its own: a name in front of a variable, with what stands before it.
    kinds = {(part.view["after"], part.name) for part in parts if part.view["collection"]}
    if len(kinds) > _MOST:
        message = f"The paths lead to {len(kinds)} kinds of resources; more than {_MOST} should be several APIs."
        yield Result(message, ("paths",), str(len(kinds)), "move what belongs together into an API of its own")


FUNCTION = Function(
    id="resource-types",
    name="resourceTypes",
    why="An API about everything is owned by nobody.",
    call=_call,
)
