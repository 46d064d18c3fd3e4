"""The value is not there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import no_options


def _call(value: Any, _options: Any, _context: Context) -> Iterator[Result]:
    if value is not MISSING:
        yield Result('#{{print("property")}}must not be there', hint="remove it")


FUNCTION = Function(
    id="undefined",
    name="undefined",
    why="Something that misleads readers must not be written at all.",
    call=_call,
    read=no_options("undefined"),
    public=True,
)
