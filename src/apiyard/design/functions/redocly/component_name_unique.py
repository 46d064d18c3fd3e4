"""No two components of a kind have the same name, in whichever file they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apiyard.core.json import Json
from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import check_members
from apiyard.design.redocly.arrival import Arrivals
from apiyard.design.redocly.tell import member, tell
from apiyard.design.redocly.walk import walk
from apiyard.spec.inventory import Spot

_KINDS = {
    "schemas": ("Schema", "NamedSchemas"),
    "parameters": ("Parameter", "NamedParameters"),
    "responses": ("Response", "NamedResponses"),
    "requestBodies": ("RequestBody", "NamedRequestBodies"),
}
_LEVELS = ("error", "warn", "off")


@dataclass(frozen=True, slots=True)
class _Options:
    titles: bool
    kinds: tuple[str, ...]


def _read(options: Mapping[str, Json] | None) -> _Options:
    members = {"strategy": (lambda value: value in {"title", "filename"}, "title or filename")}
    level = (lambda value: isinstance(value, str) and value in _LEVELS, "one of error, warn and off")
    found = check_members("component-name-unique", options or {}, {**members, **dict.fromkeys(_KINDS, level)})
    kinds = tuple(kind for kind in _KINDS if found.get(kind) != "off")
    return _Options(found.get("strategy") == "title", kinds)


def _call(_value: Any, options: _Options, context: Context) -> Iterator[Result]:
    arrivals = walk(context.inventory, context.formats)
    for group in options.kinds:
        kind, folder = _KINDS[group]
        places: dict[str, dict[Spot, Spot]] = {}
        for spot, title in _places(arrivals, kind, folder, context=context):
            foreign = options.titles and kind == "Schema" and title is not None
            name = _title(title) if foreign else _name(spot)
            if name is None:
                hint = "add a title; it becomes the name of the component"
                yield tell(context, spot, "The schema of another file has no title.", hint=hint)
                continue
            shown = Spot(spot.uri, (*spot.path, "title")) if foreign else spot
            places.setdefault(name, {}).setdefault(spot, shown)
        for name, found in places.items():
            for shown in found.values() if len(found) > 1 else ():
                message = f'{len(found)} of the {group} are called "{name[:100]}".'
                yield tell(context, shown, message, hint="name them differently", piece=name)


def _places(arrivals: Arrivals, kind: str, folder: str, *, context: Context) -> Iterator[tuple[Spot, Any]]:
    """Give each place of a component; with its value where another file is in play, else None."""
    main = context.inventory.root.uri
    for arrival in arrivals.references:
        if arrival.kind == kind and arrival.value is not MISSING:
            yield arrival.spot, arrival.value if {arrival.spot.uri, arrival.source.uri} != {main} else None
    for arrival in arrivals.all(kind):
        if arrival.parent is not None and arrival.parent.kind == folder:
            yield arrival.spot, arrival.value if arrival.spot.uri != main else None


def _name(spot: Spot) -> str:
    last = str(spot.path[-1]) if spot.path else spot.uri.rsplit("/", 1)[-1]
    return last.rsplit(".", 1)[0] if last.endswith((".yaml", ".yml", ".json")) else last


def _title(value: Any) -> str | None:
    title = member(value, "title")
    return (title.strip() or None) if type(title) is str else None


FUNCTION = Function(
    id="component-name-unique",
    name="componentNameUnique",
    why="One document made of all files can hold each name once.",
    call=_call,
    read=_read,
)
