"""No two components of a kind have the same name, in whichever file they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
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


_FORBIDDEN = re.compile(r"[^a-zA-Z0-9.\-_]")


@dataclass(frozen=True, slots=True)
class _Component:
    name: str
    spot: Spot
    shown: Spot
    untitled: bool = False


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
        untitled: dict[Spot, None] = {}
        for each in _components(arrivals, kind, folder, titles=options.titles and kind == "Schema", context=context):
            places.setdefault(each.name, {}).setdefault(each.spot, each.shown)
            if each.untitled:
                untitled[each.spot] = None
        for name, found in places.items():
            for shown in found.values() if len(found) > 1 else ():
                message = f'{len(found)} of the {group} are called "{name[:100]}".'
                yield tell(context, shown, message, hint="name them differently", piece=name)
        for spot in untitled:
            hint = "add a title; it becomes the name of the component"
            yield tell(context, spot, "The schema of another file has no title.", hint=hint)


def _components(arrivals: Arrivals, kind: str, folder: str, *, titles: bool, context: Context) -> Iterator[_Component]:
    """Give what becomes a component, as often as it is reached: what is referred to, and what stands among them."""
    main = context.inventory.root.uri
    for arrival in arrivals.references:
        if arrival.kind != kind or arrival.value is MISSING:
            continue
        spot = arrival.spot
        title = _title(arrival.value)
        if not titles or {spot.uri, arrival.source.uri} == {main}:
            yield _Component(_name(spot), spot, spot)
        elif title:
            yield _Component(title, spot, Spot(spot.uri, (*spot.path, "title")))
        else:
            yield _Component(_name(spot), spot, spot, untitled=True)
    for arrival in arrivals.all(kind):
        if arrival.parent is not None and arrival.parent.kind == folder:
            if titles and arrival.spot.uri != main:
                yield _Component(str(arrival.key), arrival.source, arrival.source)
            else:
                yield _Component(_name(arrival.spot), arrival.spot, arrival.spot)


def _name(spot: Spot) -> str:
    last = str(spot.path[-1]) if spot.path else spot.uri.rsplit("/", 1)[-1]
    return last.rsplit(".", 1)[0] if last.endswith((".yaml", ".yml", ".json")) else last


def _title(value: Any) -> str:
    """Give the name of a component that a title makes: its words with capitals, in one."""
    title = member(value, "title")
    words = title.split() if type(title) is str else []
    return _FORBIDDEN.sub("-", "".join(word[:1].upper() + word[1:] if word[0].isascii() else word for word in words))


FUNCTION = Function(
    id="component-name-unique",
    name="componentNameUnique",
    why="One document made of all files can hold each name once.",
    call=_call,
    read=_read,
)
