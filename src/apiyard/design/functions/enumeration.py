"""The value is one of several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members, is_scalar
from apiyard.design.schema_check.values import same, shown


def _test(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(is_scalar, value))


def _read(options: Mapping[str, Json] | None) -> tuple[Any, ...]:
    allowed = "a list of texts, numbers, booleans or null"
    return tuple(check_members("enumeration", options, {"values": (_test, allowed)}, needed="values")["values"])


def _call(value: Any, options: tuple[Any, ...], _context: Context) -> Iterator[Result]:
    if is_scalar(value) and not any(same(value, each) for each in options):
        texts = ", ".join(map(shown, options))
        yield Result(f'#{{{{print("value")}}}} must be one of: {texts}', piece=shown(value), hint="take one of them")


FUNCTION = Function(
    id="enumeration",
    name="enumeration",
    why="Where a team has agreed on some words, other words are mistakes.",
    call=_call,
    read=_read,
    public=True,
)
