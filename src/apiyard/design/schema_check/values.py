"""What JSON values are and when they are equal, in JavaScript's sense."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from apiyard.design.schema_check.run import Run


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_integer(value: Any) -> bool:
    if isinstance(value, float):
        return value.is_integer() or value in {float("inf"), float("-inf")}
    return isinstance(value, int) and not isinstance(value, bool)


TYPES: Final[dict[str, Callable[[Any], bool]]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "number": _is_number,
    "integer": _is_integer,
}


def same(ours: Any, theirs: Any) -> bool:
    """Say whether two scalar values are strictly equal; numbers by their value, booleans are no numbers."""
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if _is_number(ours):
        return _is_number(theirs) and bool(ours == theirs)
    return type(ours) is type(theirs) and bool(ours == theirs)


def equal(run: Run, ours: Any, theirs: Any) -> bool:
    """Say whether two values are equal in depth; references in them mean their targets.

    Raises:
        TooLargeError: it takes too many steps.
    """
    pairs: list[tuple[Any, Any]] = [(ours, theirs)]
    met: set[tuple[int, int]] = set()
    while pairs:
        left, right = pairs.pop()
        if isinstance(left, dict) and "$ref" in left:
            left = run.meaning(left, None)
        if isinstance(right, dict) and "$ref" in right:
            right = run.meaning(right, None)
        if left is right:
            continue
        if not isinstance(left, dict | list):
            if isinstance(right, dict | list) or not same(left, right):
                return False
            continue
        run.tick()
        if type(left) is not type(right) or len(left) != len(right):
            return False
        if (id(left), id(right)) in met:
            continue
        met.add((id(left), id(right)))
        if isinstance(left, list):
            pairs.extend(zip(left, right, strict=True))
            continue
        if not isinstance(right, dict) or left.keys() != right.keys():
            return False
        pairs.extend((value, right[key]) for key, value in left.items())
    return True


def shown(value: Any) -> str:
    """Give a short text for a value in a message."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:77] + "..."


def in_order(names: Mapping[str, Any]) -> Iterable[str]:
    """Give names in the order JavaScript gives them: whole numbers first, by size, then the others as written."""
    if not any("0" <= name[:1] <= "9" for name in names):
        return names
    numbers = [name for name in names if name.isascii() and name.isdigit() and _is_index(name)]
    return [*sorted(numbers, key=int), *(name for name in names if name not in set(numbers))]


def _is_index(name: str) -> bool:
    return (name == "0" or name[0] != "0") and len(name) <= 10 and int(name) < 2**32 - 1
