"""The operations and workflows of steps lead to sources that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apiyard.core.late import late_pattern
from apiyard.design.arazzo.expression import leads
from apiyard.design.arazzo.parts import second, sources, steps
from apiyard.design.function import Context, Function, Result

_OPERATION_PATH = late_pattern(r"\{\$sourceDescriptions\.[a-zA-Z0-9_-]+\.url\}#.+", re.ASCII)


def _call(value: Any, _options: None, _context: Context) -> Iterator[Result]:
    listed = value.get("sourceDescriptions") if isinstance(value, dict) else None
    if not isinstance(listed, list) or not listed:
        yield Result("The document names no source descriptions.", ("sourceDescriptions",))
        return
    known = sources(value)
    for path, _workflow, step in steps(value):
        for name in ("operationId", "operationPath", "workflowId"):
            text = step.get(name)
            if not isinstance(text, str):
                continue
            told = _wrong(name, text, value, known=known)
            if told:
                yield Result(told, (*path, name), text)


def _wrong(name: str, text: str, document: Any, *, known: dict[Any, Any]) -> str:
    if name == "operationPath":
        if _OPERATION_PATH.fullmatch(text) is None:
            return "The path of an operation is written {$sourceDescriptions.NAME.url}#POINTER."
    elif not text.startswith("$"):
        return ""
    elif not leads(text, document if name == "operationId" else None):
        return f'"{text[:80]}" is a runtime expression that leads to nothing.'
    return "" if second(text) in known else f'There is no source description "{str(second(text))[:80]}".'


FUNCTION = Function(
    id="arazzo-step-validation",
    name="arazzoStepValidation",
    why="A run calls what a step names.",
    call=_call,
)
"""The function."""
