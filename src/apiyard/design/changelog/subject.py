"""What a change is about, in words that a caller understands."""

from __future__ import annotations

import json
import re

from apiyard.core.json import Json
from apiyard.design.cause import Cause, Direction, ExchangeProof, Reached
from apiyard.design.readable import clean
from apiyard.spec.pointer import split

_MISSING = re.compile(r"""["'](.{1,200})["'] is a required property""")
_LONGEST = 80
_MOST_VALUES = 8


def nearest(cause: Cause, direction: Direction | None) -> Reached | None:
    """Give the nearest place that a change reaches on one side of the exchange, or else on any.

    Args:
        cause: the change.
        direction: the side; None for any.
    """
    fitting = (each for each in cause.reach if direction in (None, each.direction))
    return next(fitting, cause.reach[0] if cause.reach else None)


def subject_of(cause: Cause, direction: Direction | None) -> str:
    """Give what a caller sends or gets that the change is about, such as ``"lines[].sku" in the request body``.

    Args:
        cause: the change.
        direction: the side of the exchange; None for any.

    Returns:
        Words that a sentence can go on with; the operation is named when there is only one.
    """
    place = nearest(cause, direction)
    if place is None:
        return "the API"
    path = member_path(cause, place)
    where = f"the {clean(place.position)}" if place.position else ""
    told = " in ".join(each for each in (f'"{clean(path)}"' if path else "", where) if each)
    if len({each.call for each in cause.reach}) > 1:
        return told or "several operations"
    return f"{told} of {clean(place.call)}" if told else clean(place.call)


def member_path(cause: Cause, place: Reached) -> str:
    """Give the way to what changed inside a body, with the property that came or went.

    Args:
        cause: the change.
        place: the place that it is seen from.
    """
    name = _property(cause.old) or _property(cause.new) or missing(cause)
    last = place.path.rpartition(".")[2].removesuffix("[]")
    if not name or last == name:
        return place.path
    return f"{place.path}.{name}" if place.path else name


def missing(cause: Cause) -> str:
    """Give the name of the property whose absence proves that a change breaks callers; empty when that is not so.

    Args:
        cause: the change.
    """
    for side in cause.sides:
        found = _MISSING.search(side.proof.violation) if isinstance(side.proof, ExchangeProof) else None
        if found:
            return found[1]
    return ""


def shown(value: Json) -> str:
    """Give a value as JSON on one line of a bounded length.

    Args:
        value: the value.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    except (ValueError, RecursionError):
        text = "a value"
    text = clean(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def listed(values: list[Json]) -> str:
    """Give values as a list for people.

    Args:
        values: the values.
    """
    told = [shown(each) for each in values[:_MOST_VALUES]]
    more = f" and {len(values) - len(told)} more" if len(values) > len(told) else ""
    return ", ".join(told) + more


def difference(one: Json, other: Json) -> list[Json]:
    """Give the members of one list that the other does not have; what is no list counts as its only member.

    Args:
        one: a list, a value, or None for nothing.
        other: the same.
    """
    left, right = _members(one), {json.dumps(each, sort_keys=True, default=str) for each in _members(other)}
    return [each for each in left if json.dumps(each, sort_keys=True, default=str) not in right]


def _members(value: Json) -> list[Json]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _property(pointer: str) -> str:
    parts = split(pointer) if pointer else ()
    return parts[-1] if len(parts) > 1 and parts[-2] == "properties" else ""
