"""The value has a size between two bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.core.json import Json
from apiyard.design.function import Context, Function, Result
from apiyard.design.read_options import check_members, is_number
from apiyard.design.schema_check.values import shown

_MEMBERS = {"min": (is_number, "a number"), "max": (is_number, "a number")}


def _read(options: Mapping[str, Json] | None) -> dict[str, float]:
    found = check_members("length", options, _MEMBERS)
    if not found:
        raise InvalidInputError('"length" needs the option "min" or "max"', hint='for example {"max": 5}')
    return found


def _size(value: Any) -> float | None:
    """Give the number of members, items or UTF-16 units, or the number itself."""
    if isinstance(value, str):
        return len(value) if value.isascii() else len(value.encode("utf-16-le", "surrogatepass")) // 2
    if isinstance(value, dict | list):
        return len(value)
    return value if is_number(value) else None


def _call(value: Any, options: dict[str, float], _context: Context) -> Iterator[Result]:
    size = _size(value)
    if size is None:
        return
    if "min" in options and size < options["min"]:
        message = f'#{{{{print("property")}}}}must be at least {shown(options["min"])} long or large'
        yield Result(message, hint="make it longer")
    if "max" in options and size > options["max"]:
        message = f'#{{{{print("property")}}}}must be at most {shown(options["max"])} long or large'
        yield Result(message, hint="make it shorter")


FUNCTION = Function(
    id="length",
    name="length",
    why="What is too short says nothing, and what is too long is not read.",
    call=_call,
    read=_read,
    public=True,
)
