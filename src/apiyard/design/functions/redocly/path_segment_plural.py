"""The parts of a path are plural."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members, is_flag
from apiyard.design.redocly.read import is_names
from apiyard.design.redocly.singular import is_singular
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk


@dataclass(frozen=True, slots=True)
class _Options:
    but_last: bool
    exceptions: frozenset[str]


def _read(options: Mapping[str, Json] | None) -> _Options:
    members = {"ignoreLastPathSegment": (is_flag, "true or false"), "exceptions": (is_names, "a list of texts")}
    found = check_members("path-segment-plural", options or {}, members)
    return _Options(found.get("ignoreLastPathSegment", False), frozenset(found.get("exceptions", ())))


def _call(_value: Any, options: _Options, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("PathItem"):
        path = str(arrival.key)
        if not path.startswith("/"):
            continue
        parts = path.split("/")[1:]
        for part in parts[:-1] if options.but_last else parts:
            is_variable = part.startswith("{") and part.endswith("}")
            if part not in options.exceptions and not is_variable and is_singular(part):
                message = f'The part "{part[:100]}" of the path is not plural.'
                yield tell(context, arrival.spot, message, hint="name the collection", piece=part)


FUNCTION = Function(
    id="path-segment-plural",
    name="pathSegmentPlural",
    why="A path that names a collection reads well with and without the name of one member.",
    call=_call,
    read=_read,
)
