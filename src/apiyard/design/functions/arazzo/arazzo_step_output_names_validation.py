"""The outputs of steps have names, and expressions that lead to something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apiyard.core.late import late_pattern
from apiyard.design.arazzo.expression import leads
from apiyard.design.arazzo.parts import steps
from apiyard.design.function import Context, Function, Result

_NAME = late_pattern(r"[a-zA-Z0-9.\-_]+", re.ASCII)


def _call(value: Any, _options: None, context: Context) -> Iterator[Result]:
    if not isinstance(value, dict) or not _well_formed(value):
        return
    for path, _workflow, step in steps(value):
        outputs = step.get("outputs")
        for name, expression in outputs.items() if isinstance(outputs, dict) else ():
            at = (*path, "outputs", name)
            if _NAME.fullmatch(name) is None:
                yield Result(f'"{name[:80]}" cannot be the name of an output.', at, name, "use letters, digits, . - _")
            if not leads(expression, value, int(path[1]), follow=context.follow):
                yield Result(f'"{expression[:80]}" is a runtime expression that leads to nothing.', at, expression)


def _well_formed(document: dict[str, Any]) -> bool:
    """Say whether all outputs are objects of texts; else the form of the document is what is wrong."""
    return all(
        isinstance(outputs, dict) and all(isinstance(each, str) for each in outputs.values())
        for _, _workflow, step in steps(document)
        if (outputs := step.get("outputs", {})) is not None
    )


FUNCTION = Function(
    id="arazzo-step-output-names-validation",
    name="arazzoStepOutputNamesValidation",
    why="Others use an output by its name, and a run fills it by its expression.",
    call=_call,
)
"""The function."""
