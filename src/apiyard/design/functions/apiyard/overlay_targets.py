"""The targets of an overlay's actions are expressions of JSONPath."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.core.errors import ApiyardError
from apiyard.design.function import Context, Function, Result
from apiyard.design.rfc9535.parse import parse_query


def _call(value: Any, _options: None, _context: Context) -> Iterator[Result]:
    actions = value.get("actions") if isinstance(value, dict) else None
    for index, action in enumerate(actions if isinstance(actions, list) else ()):
        for name in ("target", "copy"):
            text = action.get(name) if isinstance(action, dict) else None
            if not isinstance(text, str):
                continue
            try:
                parse_query(text)
            except ApiyardError as error:
                yield Result(f"the {name} is no JSONPath: {error.what}", ("actions", index, name), text, error.hint)


FUNCTION = Function(
    id="overlay-targets",
    name="overlayTargets",
    why="An action with a wrong target changes nothing, or something else.",
    call=_call,
)
"""The function."""
