"""The parameters of steps are told apart, stand where they may, and have values that lead to something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apiyard.core.late import late_pattern
from apiyard.design.arazzo.expression import leads
from apiyard.design.arazzo.merged import Item, parameters
from apiyard.design.arazzo.parts import steps
from apiyard.design.function import Context, Function, Result
from apiyard.spec.inventory import Path

_VALUE = late_pattern(
    r"\$inputs\.|\$steps\.[A-Za-z0-9_-]+\.|\$workflows\.[A-Za-z0-9_-]+\.steps\.[A-Za-z0-9_-]+\.", re.ASCII
)


def _call(value: Any, _options: None, context: Context) -> Iterator[Result]:
    for path, workflow, step in steps(value):
        if not step.get("parameters"):
            continue
        found = parameters(step, workflow, value)
        at = (*path, "parameters")
        yield from _names(found, at)
        yield from _places(found, step, at)
        for index, item in enumerate(found):
            text = item.value.get("value")
            if not isinstance(text, str) or not text.startswith("$"):
                continue
            if not _VALUE.match(text) or not leads(text, value, int(path[1]), follow=context.follow):
                yield Result(f'"{text[:80]}" is a runtime expression that leads to nothing.', (*at, index), text)


def _names(found: list[Item], at: Path) -> Iterator[Result]:
    seen: set[str] = set()
    for index, item in enumerate(found):
        if item.lost:
            yield Result(f'The reference "{item.name[:80]}" leads to no parameter.', (*at, index), item.name)
        if item.twice or item.name in seen:
            yield Result(f'The parameter "{item.name[:80]}" is there twice.', (*at, index), item.name, "remove one")
        seen.add(item.name)


def _places(found: list[Item], step: dict[str, Any], at: Path) -> Iterator[Result]:
    placed = any("in" in item.value for item in found)
    unplaced = any("in" not in item.value for item in found)
    if placed and unplaced:
        yield Result('Either all parameters of a step have "in" or none.', at)
    if placed and step.get("workflowId") is not None:
        yield Result('The parameters of a workflow have no "in".', at, hint='remove "in"')
    operation = step.get("operationId") is not None or step.get("operationPath") is not None
    if unplaced and operation:
        yield Result('The parameters of an operation need "in".', at, hint='add "in"')


FUNCTION = Function(
    id="arazzo-step-parameters-validation",
    name="arazzoStepParametersValidation",
    why="A run sends each parameter once, where the operation expects it.",
    call=_call,
)
"""The function."""
