"""Keys, or the members of a list, stand in the order of the alphabet."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from apiyard.core.json import Json
from apiyard.design.collate import collate
from apiyard.design.function import MISSING, Context, Function, Result
from apiyard.design.jsonpath.value import to_number
from apiyard.design.read_options import check_members, is_text
from apiyard.design.schema_check.values import shown


def _read(options: Mapping[str, Json] | None) -> str | None:
    if options is None:
        return None
    found = check_members("alphabetical", options, {"keyedBy": (is_text, "the name of a property")})
    return found.get("keyedBy")


def _is_word(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _member(value: Any, name: str, context: Context) -> Any:
    if isinstance(value, dict):
        return context.follow(value[name]) if name in value else MISSING
    if name == "length":
        return len(value)
    index = int(name) if name.isascii() and name.isdigit() and len(name) < 10 else len(value)
    return context.follow(value[index]) if index < len(value) and str(index) == name else MISSING


def _after(one: Any, other: Any) -> bool:
    """Say whether one belongs behind the other; numbers by size, texts as a dictionary has them."""
    first, second = to_number(one), to_number(other)
    if (not isinstance(one, str) or math.isnan(first)) and (not isinstance(other, str) or not math.isnan(second)):
        return first - second >= 1
    return isinstance(one, str) and isinstance(other, str) and collate(one, other) > 0


def _call(value: Any, options: str | None, context: Context) -> Iterator[Result]:
    if not isinstance(value, dict | list) or len(value) < 2:
        return
    words = [context.follow(each) for each in value] if isinstance(value, list) else list(value)
    if options is not None:
        if not all(isinstance(each, dict | list) for each in words):
            yield Result('#{{print("property")}}must hold objects only', hint="sort by a property of objects")
            return
        words = [_member(each, options, context) for each in words]
    if not all(map(_is_word, words)):
        yield Result('#{{print("property")}}must hold texts or numbers to be sorted by')
        return
    at = next((index for index in range(len(words) - 1) if _after(words[index], words[index + 1])), None)
    if at is None:
        return
    first, second = shown(words[at]), shown(words[at + 1])
    if options is not None:
        yield Result(f'must be sorted by "{options}": {first} belongs behind {second}', piece=first)
        return
    yield Result(f"{first} belongs behind {second}", (at if isinstance(value, list) else words[at],), first)


FUNCTION = Function(
    id="alphabetical",
    name="alphabetical",
    why="In a long list, what is sorted is found.",
    call=_call,
    read=_read,
    public=True,
)
