"""Make a value as small as it can be while it still shows what it is to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from apiyard.core.json import Json

_MOST_TRIES = 400


def shrink(value: Json, still: Callable[[Json], bool]) -> Json:
    """Take away members and items, one at a time, for as long as the value still shows it.

    Args:
        value: a value that shows it.
        still: says whether a smaller value does.

    Returns:
        A value from which no single member or item can be taken away; for very large values the smallest one that
        was found in 400 tries.
    """
    tries = 0
    again = True
    while again and tries < _MOST_TRIES:
        again = False
        for smaller in _smaller(value):
            tries += 1
            if still(smaller):
                value, again = smaller, True
                break
            if tries >= _MOST_TRIES:
                break
    return value


def _smaller(value: Json) -> Iterator[Json]:
    """Give the value without one of its parts, each in turn, the outer ones first."""
    if isinstance(value, Mapping):
        for name in value:
            yield {key: item for key, item in value.items() if key != name}
        for name, item in value.items():
            for inner in _smaller(item):
                yield {**value, name: inner}
    elif isinstance(value, list | tuple):
        for index in range(len(value) - 1, -1, -1):
            yield [*value[:index], *value[index + 1 :]]
        for index, item in enumerate(value):
            for inner in _smaller(item):
                yield [*value[:index], inner, *value[index + 1 :]]
