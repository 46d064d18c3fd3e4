"""Each workflow is called otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.arazzo.parts import objects
from apiyard.design.function import Context, Function, Result


def _call(value: Any, _options: None, _context: Context) -> Iterator[Result]:
    seen: list[Any] = []
    for index, workflow in objects(value, "workflows"):
        name = workflow.get("workflowId")
        if name in seen:
            path = ("workflows", index, "workflowId")
            yield Result(f'"{name}" is the "workflowId" of another workflow already.', path, str(name), "rename one")
        seen.append(name)


FUNCTION = Function(
    id="arazzo-workflow-id-uniqueness",
    name="arazzoWorkflowIdUniqueness",
    why="Steps and callers name a workflow by its id.",
    call=_call,
)
"""The function."""
