"""No two paths differ in the names of their variables only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk

_VARIABLE = re.compile(r"\{.+?\}")


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Paths"):
        known: dict[str, str] = {}
        for path in arrival.value if type(arrival.value) is dict else ():
            first = known.setdefault(_VARIABLE.sub("{}", path), path)
            if first != path:
                message = f'The path differs from "{first[:200]}" in the names of its variables only.'
                yield tell(context, arrival.below(path), message, hint="make one path of both", piece=path)


FUNCTION = Function(
    id="no-identical-paths",
    name="noIdenticalPaths",
    why="A server cannot tell such paths apart.",
    call=_call,
    read=no_options("no-identical-paths"),
)
