"""Runtime expressions of Arazzo documents: do they lead to something?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from apiyard.core.late import late_pattern
from apiyard.design.arazzo.parts import component, objects

_NAME = r"[A-Za-z0-9_\\-]+"
_HEADS = (
    *("$url", "$method", "$statusCode", "$request.", "$response.", "$message.", "$inputs.", "$outputs.", "$steps."),
    *("$workflows.", "$sourceDescriptions.", "$components.inputs."),
    *("$components.parameters.", "$components.successActions.", "$components.failureActions."),
)
_STEP = late_pattern(rf"\$steps\.({_NAME})\..*", re.ASCII)
_WORKFLOW = late_pattern(rf"\$workflows\.({_NAME})\.(.*)", re.ASCII)
_INPUT = late_pattern(rf"\$inputs\.({_NAME})", re.ASCII)
_COMPONENT = late_pattern(rf"\$components\.(parameters|successActions|failureActions)\.({_NAME})", re.ASCII)

Follow = Callable[[Any], Any]


def leads(expression: Any, document: Any, workflow: int | None = None, *, follow: Follow = lambda value: value) -> bool:
    """Say whether a runtime expression leads to something (Arazzo 1.0, section 4.9).

    Args:
        expression: the expression.
        document: the document; None when only the form counts.
        workflow: the index of the workflow it stands in.
        follow: gives what a reference object means.

    Returns:
        Whether it does; also for what only a run can tell.
    """
    if not isinstance(expression, str) or not expression.startswith(_HEADS):
        return False
    if not document:
        return True
    if expression.startswith("$steps."):
        return _to_step(expression, document, workflow)
    if expression.startswith("$workflows."):
        found = _WORKFLOW.fullmatch(expression)
        at = _workflow_of(document, found[1]) if found else None
        if found is None or at is None:
            return False
        return not found[2].startswith("steps.") or _to_step("$" + found[2], document, at)
    if expression.startswith("$inputs."):
        found = _INPUT.fullmatch(expression)
        return found is not None and found[1] in _inputs(document, workflow, follow)
    if expression.startswith("$components.") and not expression.startswith("$components.inputs."):
        found = _COMPONENT.fullmatch(expression)
        return found is not None and found[2] in component(document, found[1])
    return True


def _to_step(expression: str, document: Any, workflow: int | None) -> bool:
    found = _STEP.fullmatch(expression)
    if found is None:
        return False
    return any(
        step.get("stepId") == found[1]
        for index, each in objects(document, "workflows")
        if workflow is None or index == workflow
        for _, step in objects(each, "steps")
    )


def _workflow_of(document: Any, name: str) -> int | None:
    return next((index for index, each in objects(document, "workflows") if each.get("workflowId") == name), None)


def _inputs(document: Any, workflow: int | None, follow: Follow) -> Any:
    held = next((each for index, each in objects(document, "workflows") if index == workflow), {})
    inputs = follow(held.get("inputs"))
    properties = inputs.get("properties") if isinstance(inputs, dict) else None
    return properties if isinstance(properties, dict) else {}
