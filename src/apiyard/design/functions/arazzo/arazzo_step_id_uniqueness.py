"""Each step of a workflow is called otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result


def _call(value: Any, _options: None, context: Context) -> Iterator[Result]:
    steps = value.get("steps") if isinstance(value, dict) else None
    if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
        return
    if not all(isinstance(step.get("stepId", ""), str) for step in steps):
        return
    # The field's linters tell it of the whole document.
    root = context.inventory.root.locate("")
    seen: set[str] = set()
    for index, step in enumerate(steps):
        name = step.get("stepId")
        if name is None:
            yield Result(f'Step {index} of the workflow has no "stepId".', hint="give it one of its own", at=root)
        elif name in seen:
            yield Result(f'"{name}" is the "stepId" of two steps of a workflow.', (), name, "rename one", root)
        else:
            seen.add(name)


FUNCTION = Function(
    id="arazzo-step-id-uniqueness",
    name="arazzoStepIdUniqueness",
    why="Other steps name a step by its id.",
    call=_call,
)
"""The function."""
