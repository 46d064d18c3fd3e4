"""The workflows, steps and sources of an Arazzo document, as far as they have the form that they should have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def objects(holder: Any, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Give index and value of the objects in an array of an object."""
    values = holder.get(name) if isinstance(holder, dict) else None
    if isinstance(values, list):
        for index, value in enumerate(values):
            if isinstance(value, dict):
                yield index, value


def steps(document: Any) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any], dict[str, Any]]]:
    """Give the path of each step, its workflow and itself."""
    for at, workflow in objects(document, "workflows"):
        for index, step in objects(workflow, "steps"):
            yield ("workflows", at, "steps", index), workflow, step


def sources(document: Any) -> dict[Any, Any]:
    """Give the types of the source descriptions by name."""
    return {_key(each.get("name")): each.get("type") for _, each in objects(document, "sourceDescriptions")}


def ids(holder: Any, name: str, key: str) -> set[str]:
    """Give the texts that objects in an array hold under a key."""
    return {found for _, each in objects(holder, name) if isinstance(found := each.get(key), str)}


def second(expression: str) -> str | None:
    """Give what stands behind the first dot of an expression."""
    parts = expression.split(".")
    return parts[1] if len(parts) > 1 else None


def component(document: Any, kind: str) -> dict[str, Any]:
    """Give the components of a kind by name."""
    held = document.get("components") if isinstance(document, dict) else None
    found = held.get(kind) if isinstance(held, dict) else None
    return found if isinstance(found, dict) else {}


def _key(value: Any) -> Any:
    return value if isinstance(value, str) else None
