"""The value is there and says something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.jsonpath.value import truthy
from apiyard.design.read_options import no_options


def _call(value: Any, _options: Any, _context: Context) -> Iterable[Result]:
    if value is MISSING or not truthy(value):
        return (Result('#{{print("property")}}must be there and not empty', hint="give it a value"),)
    return ()


FUNCTION = Function(
    id="truthy",
    name="truthy",
    why="A text that is there but empty helps nobody.",
    call=_call,
    read=no_options("truthy"),
    public=True,
)
