"""No two operations share an operationId."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.find_operations import find_operations
from apiyard.design.function import Context, Function, Result
from apiyard.design.script_value import same_value_key, script_text


def _call(value: Any, _options: Any, context: Context) -> Iterator[Result]:
    seen: dict[tuple[str, Any], str] = {}
    for path, method, operation in find_operations(value, context):
        if "operationId" not in operation:
            continue
        name = context.follow(operation["operationId"])
        owner = f"{method.upper()} {path}"
        first = seen.setdefault(same_value_key(name), owner)
        if first != owner:
            piece = script_text(name)
            message = f'operationId "{piece}" belongs to {first} already; each operation needs one of its own.'
            yield Result(message, (path, method, "operationId"), piece, "rename one of the two")


FUNCTION = Function(
    id="oas-op-id-unique",
    name="oasOpIdUnique",
    why="Clients, links and tests find an operation by its id.",
    call=_call,
)
