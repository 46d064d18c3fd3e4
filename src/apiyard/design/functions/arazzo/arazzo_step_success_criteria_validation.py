"""The success criteria of steps can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.arazzo.criterion import judge
from apiyard.design.arazzo.parts import steps
from apiyard.design.function import Context, Function, Result


def _call(value: Any, _options: None, _context: Context) -> Iterator[Result]:
    for path, _workflow, step in steps(value):
        criteria = step.get("successCriteria")
        for index, criterion in enumerate(criteria if isinstance(criteria, list) else ()):
            yield from judge(criterion, (*path, "successCriteria", index), value)


FUNCTION = Function(
    id="arazzo-step-success-criteria-validation",
    name="arazzoStepSuccessCriteriaValidation",
    why="A run decides by them whether a step succeeded.",
    call=_call,
)
"""The function."""
