"""The value is there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.read_options import no_options


def _call(value: Any, _options: Any, _context: Context) -> Iterable[Result]:
    return (Result('#{{print("property")}}must be there', hint="add it"),) if value is MISSING else ()


FUNCTION = Function(
    id="defined",
    name="defined",
    why="Something that readers rely on must be written down.",
    call=_call,
    read=no_options("defined"),
    public=True,
)
