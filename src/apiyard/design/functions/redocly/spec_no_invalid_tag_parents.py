"""The parent of a tag is a tag, and no tag is its own ancestor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import items, member, tell
from apiyard.design.redocly.walk import walk


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    tags = items(member(context.root, "tags"))
    parents: dict[Any, Any] = {}
    for tag in tags:
        if type(member(tag, "name")) is str:
            parents.setdefault(tag["name"], member(tag, "parent"))
    for arrival in walk(context.inventory, context.formats).first("Tag"):
        parent = member(arrival.value, "parent")
        if type(parent) is not str or type(member(arrival.value, "name")) is not str:
            continue
        spot = arrival.below("parent")
        if parent not in parents:
            message = f'No tag is named "{parent}".'
            yield tell(context, spot, message, hint="add the tag, or correct the name", piece=parent)
        elif _circles(member(arrival.value, "name"), parents):
            yield tell(
                context, spot, "The parents of the tag lead in a circle.", hint="remove one parent", piece=parent
            )


def _circles(name: Any, parents: dict[Any, Any]) -> bool:
    seen = {name}
    at = parents.get(name, MISSING)
    while type(at) is str:
        if at in seen:
            return True
        seen.add(at)
        at = parents.get(at, MISSING)
    return False


FUNCTION = Function(
    id="spec-no-invalid-tag-parents",
    name="specNoInvalidTagParents",
    why="Tags in a circle or below nothing cannot be shown as a tree.",
    call=_call,
    read=no_options("spec-no-invalid-tag-parents"),
)
