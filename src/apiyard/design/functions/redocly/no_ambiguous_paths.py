"""No request fits two paths that a server cannot choose between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import no_options
from apiyard.design.redocly.tell import tell
from apiyard.design.redocly.walk import walk

# So many pairs of paths are compared; no API that people write has them.
_MOST = 2_000_000
_VARIABLE = re.compile(r"\{.+\}")


def _call(_value: Any, _options: Any, context: Context) -> Iterator[Result]:
    for arrival in walk(context.inventory, context.formats).first("Paths"):
        left = _MOST
        known: dict[tuple[int, int], list[tuple[str, list[str | None]]]] = {}
        for path in arrival.value if type(arrival.value) is dict else ():
            parts = [None if _VARIABLE.fullmatch(part) else part for part in path.split("/")]
            group = known.setdefault((len(parts), parts.count(None)), [])
            left -= len(group)
            if left < 0:
                return
            other = next((name for name, others in group if _alike(others, parts)), None)
            if other is not None:
                message = f'A request can mean this path and "{other[:200]}".'
                yield tell(context, arrival.below(path), message, hint="make one of the two more distinct", piece=path)
            group.append((path, parts))


def _alike(one: list[str | None], other: list[str | None]) -> bool:
    return all(left is None or right is None or left == right for left, right in zip(one, other, strict=True))


FUNCTION = Function(
    id="no-ambiguous-paths",
    name="noAmbiguousPaths",
    why="Which of two paths answers would depend on the server.",
    call=_call,
    read=no_options("no-ambiguous-paths"),
)
