"""A step calls one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import member, tell
from apiyard.design.redocly.walk import walk

_FIELDS = ("x-operation", "operationId", "operationPath", "channelPath", "workflowId")


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Step"):
        found = [name for name in _FIELDS if member(arrival.value, name) is not MISSING]
        if len(found) > 1:
            message = f"The step has more than one of the members that say what it calls: {', '.join(found)}."
            yield tell(context, arrival.below(found[0]), message, hint="keep one of them", piece=found[0])


FUNCTION = Function(
    id="spec-step-mutually-exclusive-fields",
    name="specStepMutuallyExclusiveFields",
    why="Of two things to call nobody knows which one is meant (Arazzo 1.0, Step Object).",
    call=_call,
    read=no_options("spec-step-mutually-exclusive-fields"),
)
