"""The value is one of several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members, is_scalar
from apiyard.design.schema_check.values import same, shown

_LONGEST = 5_000


def _test(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(is_scalar, value))


def _read(options: Mapping[str, Json] | None) -> tuple[tuple[Any, ...], frozenset[str], str]:
    allowed = "a list of texts, numbers, booleans or null"
    values = check_members("enumeration", options, {"values": (_test, allowed)}, needed="values")["values"]
    told = ", ".join(map(shown, values))
    told = told if len(told) <= _LONGEST else f"{told[:_LONGEST]}..."
    # Texts, of which there may be many, are looked up at once.
    texts = frozenset(each for each in values if isinstance(each, str))
    return tuple(each for each in values if not isinstance(each, str)), texts, told


def _call(value: Any, options: tuple[tuple[Any, ...], frozenset[str], str], _context: Context) -> Iterator[Result]:
    others, texts, told = options
    good = value in texts if isinstance(value, str) else any(same(value, each) for each in others)
    if is_scalar(value) and not good:
        piece = shown(value)
        yield Result(f'#{{{{print("value")}}}} must be one of: {told}', piece=piece, hint="take one of them")


FUNCTION = Function(
    id="enumeration",
    name="enumeration",
    why="Where a team has agreed on some words, other words are mistakes.",
    call=_call,
    read=_read,
    public=True,
)
