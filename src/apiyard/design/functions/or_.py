"""At least one of several properties is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import read_names


def _call(value: Any, options: tuple[str, ...], _context: Context) -> Iterator[Result]:
    if isinstance(value, dict) and not any(name in value for name in options):
        shown = " or ".join(f'"{name}"' for name in options[:4]) + (" or another one" if len(options) > 4 else "")
        yield Result(f"{shown} must be there", hint="add one of them")


FUNCTION = Function(
    id="or",
    name="or",
    why="Some things may be said in one of several ways, but must be said.",
    call=_call,
    read=read_names("or"),
    public=True,
)
