"""The value is not there, or says nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.jsonpath.value import truthy
from apiyard.design.read_options import no_options


def _call(value: Any, _options: Any, _context: Context) -> Iterable[Result]:
    if value is not MISSING and truthy(value):
        return (Result('#{{print("property")}}must not be there, or be empty', hint="remove it"),)
    return ()


FUNCTION = Function(
    id="falsy",
    name="falsy",
    why="A switch that must be off may be written as off or left out.",
    call=_call,
    read=no_options("falsy"),
    public=True,
)
