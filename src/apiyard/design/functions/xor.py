"""Exactly one of several properties is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import read_names

_names = read_names("xor")


def _read(options: Mapping[str, Json] | None) -> dict[str, None]:
    return dict.fromkeys(_names(options))


def _call(value: Any, options: dict[str, None], _context: Context) -> Iterator[Result]:
    if not isinstance(value, dict):
        return
    there = [name for name in value if name in options]
    if not there:
        shown = " or ".join(f'"{name}"' for name in islice(options, 4))
        others = " or another one" if len(options) > 4 else ""
        yield Result(f"{shown}{others} must be there", hint="add exactly one of them")
    elif len(there) > 1:
        shown = " and ".join(f'"{name}"' for name in there)
        yield Result(f"{shown} exclude each other", piece=there[1], hint="keep only one of them")


FUNCTION = Function(
    id="xor",
    name="xor",
    why="Two ways to say the same thing at once may contradict each other.",
    call=_call,
    read=_read,
    public=True,
)
