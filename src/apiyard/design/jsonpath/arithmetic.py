"""The operators between two values."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from apiyard.design.jsonpath.value import ScriptError, add, equal, less, same, to_number, to_text
from apiyard.spec.regex import Pattern, compile_pattern


def whole_number(value: Any) -> int:
    """Give a value as a whole number of 32 bits (ECMA-262, ToInt32)."""
    number = to_number(value)
    if not math.isfinite(number):
        return 0
    return (int(number) + 2**31) % 2**32 - 2**31


def _modulo(left: Any, right: Any) -> float | int:
    first, second = to_number(left), to_number(right)
    if not second or math.isnan(second) or not math.isfinite(first):
        return math.nan
    return math.fmod(first, second)


def _divide(left: Any, right: Any) -> float | int:
    first, second = to_number(left), to_number(right)
    if second:
        return first / second
    return math.nan if not first or math.isnan(first) else math.copysign(math.inf, first)


def _member_in(left: Any, right: Any) -> bool:
    if type(right) is str:
        return to_text(left) in right
    if type(right) is list:
        return any(same(each, left) for each in right)
    raise ScriptError("only texts and arrays include something")


def _matches(left: Any, right: Any) -> bool:
    pattern = right if isinstance(right, Pattern) else compile_pattern(to_text(right))
    return pattern.search(to_text(left))


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "===": same,
    "!==": lambda left, right: not same(left, right),
    "==": equal,
    "!=": lambda left, right: not equal(left, right),
    "<": lambda left, right: less(left, right) is True,
    ">": lambda left, right: less(right, left) is True,
    "<=": lambda left, right: less(right, left) is False,
    ">=": lambda left, right: less(left, right) is False,
    "+": add,
    "-": lambda left, right: to_number(left) - to_number(right),
    "*": lambda left, right: to_number(left) * to_number(right),
    "/": _divide,
    "%": _modulo,
    "|": lambda left, right: whole_number(left) | whole_number(right),
    "&": lambda left, right: whole_number(left) & whole_number(right),
    "^": lambda left, right: whole_number(left) ^ whole_number(right),
    "<<": lambda left, right: whole_number(whole_number(left) << (whole_number(right) & 31)),
    ">>": lambda left, right: whole_number(left) >> (whole_number(right) & 31),
    ">>>": lambda left, right: (whole_number(left) & 0xFFFFFFFF) >> (whole_number(right) & 31),
    "in": _member_in,
    "~=": _matches,
}
"""By mark: what an operator gives for two values."""
