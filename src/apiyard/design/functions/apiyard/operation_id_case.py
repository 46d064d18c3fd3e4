"""The ids of operations differ in more than case and signs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.late import late_pattern
from apiyard.design.find_operations import find_operations
from apiyard.design.function import Context, Function, Result

_SIGNS = late_pattern(r"[^0-9a-z]")


def _call(value: Any, _options: None, context: Context) -> Iterator[Result]:
    seen: dict[str, str] = {}
    for path, method, operation in find_operations(value, context):
        name = operation.get("operationId")
        if not isinstance(name, str):
            continue
        first = seen.setdefault(_SIGNS.sub("", name.lower()) or name, name)
        if first != name:
            message = f"the operationId differs from {first[:80]} in case or signs only"
            yield Result(message, (path, method, "operationId"), name, "give one of them another name")


FUNCTION = Function(
    id="operation-id-case",
    name="operationIdCase",
    why="Generators turn ids into names of functions, where case and signs are lost.",
    call=_call,
)
"""The function."""
