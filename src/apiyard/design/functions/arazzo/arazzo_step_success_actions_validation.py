"""What a step does on success is told apart and leads to something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.arazzo.action import judge
from apiyard.design.arazzo.merged import actions
from apiyard.design.arazzo.parts import steps
from apiyard.design.function import Context, Function, Result


def _call(value: Any, _options: None, _context: Context) -> Iterator[Result]:
    for path, workflow, step in steps(value):
        found = actions(step, workflow, value, success=True)
        yield from judge(found, (*path, "onSuccess"), workflow, document=value, jumping=("goto",))


FUNCTION = Function(
    id="arazzo-step-success-actions-validation",
    name="arazzoStepSuccessActionsValidation",
    why="A run goes on where an action sends it.",
    call=_call,
)
"""The function."""
