"""No two tags of the document share a name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result


def _call(value: Any, _options: Any, context: Context) -> Iterator[Result]:
    if not isinstance(value, list):
        return
    names = [_name(each, context) for each in value]
    if None in names:
        return
    seen: set[str | None] = set()
    for index, name in enumerate(names):
        if name in seen:
            yield Result(f'A tag named "{name}" is there already.', (index, "name"), str(name), "merge the two tags")
        seen.add(name)


def _name(written: Any, context: Context) -> str | None:
    tag = context.follow(written)
    name = context.follow(tag.get("name")) if isinstance(tag, dict) else None
    return name if isinstance(name, str) else None


FUNCTION = Function(
    id="uniqueness-tags",
    name="uniquenessTags",
    why="A name that stands for two tags has two descriptions, and readers show one.",
    call=_call,
)
