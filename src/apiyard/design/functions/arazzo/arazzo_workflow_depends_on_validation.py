"""Workflows depend on workflows that are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.arazzo.expression import leads
from apiyard.design.arazzo.parts import ids, objects, sources
from apiyard.design.function import Context, Function, Result


def _call(value: Any, _options: None, _context: Context) -> Iterator[Result]:
    known, types = ids(value, "workflows", "workflowId"), sources(value)
    for at, workflow in objects(value, "workflows"):
        needed = workflow.get("dependsOn")
        seen: set[str] = set()
        for index, name in enumerate(needed if isinstance(needed, list) else ()):
            if not isinstance(name, str):
                continue
            told = f'"{name[:80]}" is there twice.' if name in seen else _wrong(name, value, known=known, types=types)
            seen.add(name)
            if told:
                yield Result(told, ("workflows", at, "dependsOn", index), name)


def _wrong(name: str, document: Any, *, known: set[str], types: dict[Any, Any]) -> str:
    if name.startswith("$") and not leads(name, document):
        return f'"{name[:80]}" is a runtime expression that leads to nothing.'
    if not name.startswith("$sourceDescriptions."):
        return "" if name in known else f'There is no workflow "{name[:80]}".'
    parts = name.split(".")
    kind = types.get(parts[1])
    if kind is None:
        return f'There is no source description "{parts[1][:80]}" with a type.'
    if kind != "arazzo":
        return f'The source description "{parts[1][:80]}" is no Arazzo document.'
    return "" if len(parts) > 2 else f'"{name[:80]}" names no workflow.'


FUNCTION = Function(
    id="arazzo-workflow-depends-on-validation",
    name="arazzoWorkflowDependsOnValidation",
    why="A run starts what a workflow depends on before it.",
    call=_call,
)
"""The function."""
