"""The tags of operations are among the document's tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.find_operations import find_operations
from apiyard.design.function import Context, Function, Result
from apiyard.design.script_value import script_text


def _call(value: Any, _options: Any, context: Context) -> Iterator[Result]:
    if not isinstance(value, dict):
        return
    tags = context.follow(value.get("tags"))
    known = {name for tag in tags if (name := _name(tag, context)) is not None} if isinstance(tags, list) else set()
    for path, method, operation in find_operations(context.follow(value.get("paths")), context):
        used = context.follow(operation.get("tags"))
        if not isinstance(used, list):
            continue
        for index, written in enumerate(used):
            tag = context.follow(written)
            if isinstance(tag, str) and tag in known:
                continue
            piece = script_text(tag)
            message = f'The tag "{piece}" of this operation is not among the tags of the document.'
            yield Result(message, ("paths", path, method, "tags", index), piece, 'add it to "tags" with a description')


def _name(written: Any, context: Context) -> str | None:
    tag = context.follow(written)
    name = context.follow(tag.get("name")) if isinstance(tag, dict) else None
    return name if isinstance(name, str) else None


FUNCTION = Function(
    id="oas-tag-defined",
    name="oasTagDefined",
    why="A tag that is only used has no description and no place in the order of the reference.",
    call=_call,
)
