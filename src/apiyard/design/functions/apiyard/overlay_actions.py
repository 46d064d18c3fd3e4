"""Each action of an overlay does one thing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result


def _call(value: Any, _options: None, _context: Context) -> Iterator[Result]:
    actions = value.get("actions") if isinstance(value, dict) else None
    for index, action in enumerate(actions if isinstance(actions, list) else ()):
        if not isinstance(action, dict):
            continue
        doing = [name for name in ("update", "copy") if name in action]
        if action.get("remove") is True:
            doing.append("remove")
        if not doing:
            yield Result("the action does nothing", ("actions", index), hint="give it update, copy or remove: true")
        elif len(doing) > 1:
            lost = ("remove" not in doing and "update") or doing[0]
            message = f"{lost} counts for nothing beside {doing[-1]}"
            yield Result(message, ("actions", index, lost), hint="make two actions of it")


FUNCTION = Function(
    id="overlay-actions",
    name="overlayActions",
    why="What an action says and does not do misleads its readers.",
    call=_call,
)
"""The function."""
