"""No two paths mean the same requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.late import late_pattern
from apiyard.design.function import Context, Function, Result

_VARIABLE = late_pattern(r"\{[^{}]*\}")


def _call(value: Any, _options: None, _context: Context) -> Iterator[Result]:
    seen: dict[str, str] = {}
    for path in value if isinstance(value, dict) else ():
        if not path.startswith("/"):
            continue
        first = seen.setdefault(_VARIABLE.sub("{}", path), path)
        if first != path:
            message = f"the path means the same requests as {first[:120]}"
            yield Result(message, (path,), path, "name the variable alike and make one path of both")


FUNCTION = Function(
    id="path-collisions",
    name="pathCollisions",
    why="A server cannot tell paths apart that differ in the names of variables only (OpenAPI 3.1, Paths Object).",
    call=_call,
)
"""The function."""
