"""Something refers to each member of an object of reusable parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import check_members
from apiyard.design.schema_check.formats import FORMATS
from apiyard.spec import pointer as pointers
from apiyard.spec.inventory import Path, Spot


def _test(value: Any) -> bool:
    return isinstance(value, str) and FORMATS["json-pointer-uri-fragment"].test(value)


_MEMBERS = {"reusableObjectsLocation": (_test, "a pointer such as #/components/schemas")}


def _read(options: Mapping[str, Json] | None) -> Path:
    name = "reusableObjectsLocation"
    location = check_members("unreferencedReusableObject", options, _MEMBERS, needed=name)[name]
    return tuple(pointers.split(pointers.from_fragment(location.removeprefix("#"))))


def _call(value: Any, options: Path, context: Context) -> Iterator[Result]:
    if not isinstance(value, dict):
        return
    inventory = context.inventory
    uri = inventory.root.uri
    here = pointers.get(context.root, pointers.build(options)) is value
    used = inventory.named
    for name in value:
        spot = Spot(uri, (*options, name))
        if spot not in used:
            yield Result(
                "Nothing refers to this reusable part.",
                (name,),
                name,
                "remove it, or refer to it",
                None if here else inventory.locate(_there(context.root, spot)),
            )


def _there(root: Any, spot: Spot) -> Spot:
    """Give the nearest place that there is."""
    for end in range(len(spot.path), 0, -1):
        if pointers.get(root, pointers.build(spot.path[:end])) is not MISSING:
            return Spot(spot.uri, spot.path[:end])
    return Spot(spot.uri)


FUNCTION = Function(
    id="unreferenced-reusable-object",
    name="unreferencedReusableObject",
    why="What nothing refers to is read, kept and never needed.",
    call=_call,
    read=_read,
    public=True,
)
