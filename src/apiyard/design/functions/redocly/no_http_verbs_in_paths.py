"""No path names a method."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.core.noun import dataclass
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members, is_flag
from apiyard.design.redocly.read import is_names
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk


@dataclass(frozen=True, slots=True)
class _Options:
    words: bool
    excluded: frozenset[str]


_METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
_WORD = re.compile(r"(?:[-._])|([A-Z][a-z]+)")
_CAPITALS = re.compile(r"([A-Z]{2,})")


def _read(options: Mapping[str, Json] | None) -> _Options:
    members = {"splitIntoWords": (is_flag, "true or false"), "excludedPaths": (is_names, "a list of paths")}
    found = check_members("no-http-verbs-in-paths", options or {}, members)
    return _Options(found.get("splitIntoWords", False), frozenset(found.get("excludedPaths", ())))


def _call(_value: Any, options: _Options, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("PathItem"):
        path = str(arrival.key)
        if not path.startswith("/") or path in options.excluded:
            continue
        parts = [part for part in path.split("/") if part and not (part.startswith("{") and part.endswith("}"))]
        for method in _METHODS:
            if any(method in (_words(part) if options.words else part.lower()) for part in parts):
                message = f'The path names the method "{method}".'
                yield tell(context, arrival.spot, message, hint="name the thing, not what is done to it", piece=path)


def _words(part: str) -> set[str]:
    """Give the words of a part: between hyphens, dots and underscores, at capitals, and in capitals alone."""
    found = {each.lower() for each in _WORD.split(part) if each}
    return found | {each.lower() for each in _CAPITALS.split(part) if each and each == each.upper()}


FUNCTION = Function(
    id="no-http-verbs-in-paths",
    name="noHttpVerbsInPaths",
    why="The method stands beside the path already; a path names a thing.",
    call=_call,
    read=_read,
)
