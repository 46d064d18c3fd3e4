"""Paths, or the addresses of servers, begin with the major version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.survey.survey import survey

_SEGMENT = re.compile(r"v[0-9]+(?:(?:alpha|beta|p)[0-9a-z]*)*")
_SERVER = re.compile(r"/v[0-9]+[a-z0-9]*(?:/|$)")


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    parts = survey(context.inventory).parts["path"]
    if not parts or any(_SERVER.search(each) for each in parts[0].view["servers"]):
        return
    bare = [part for part in parts if not any(map(_SEGMENT.fullmatch, part.view["segments"]))]
    hint = "write /v1 in front of the path, or into the address of the server"
    if len(bare) == len(parts):
        # Where no path has a version it is one decision that is missing, not one for each path.
        yield Result("Neither the paths nor the servers say the major version.", ("paths",), "", hint)
        return
    for part in bare:
        message = f'"{part.name[:200].replace("{{", "{ {")}" does not say the major version as other paths do.'
        yield Result(message, part.spot.path, part.name[:200], hint)


FUNCTION = Function(
    id="path-version",
    name="pathVersion",
    why="The major version in the path lets two of them run side by side.",
    call=_call,
)
