"""JSON values: their types, and when two are equal (JSON Schema Core, section 4.2.2)."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from apiyard.core.json import Json

NULL: Final = 1
BOOLEAN: Final = 2
NUMBER: Final = 4
TEXT: Final = 8
ARRAY: Final = 16
OBJECT: Final = 32
EVERY: Final = 63
TYPES: Final = (NULL, BOOLEAN, NUMBER, TEXT, ARRAY, OBJECT)
"""The types as bits, the cheapest to look at first; integers are numbers."""

_BITS: Final[dict[type, int]] = {
    type(None): NULL,
    bool: BOOLEAN,
    int: NUMBER,
    float: NUMBER,
    Decimal: NUMBER,
    str: TEXT,
    list: ARRAY,
    tuple: ARRAY,
    dict: OBJECT,
}


def type_of(value: Json) -> int:
    """Give the bit of a value's type."""
    return _BITS.get(type(value), OBJECT)


def key_of(value: Any) -> Hashable:
    """Give something hashable that is equal for equal values only: 1 is 1.0, and true is not 1."""
    kind = type(value)
    if kind is str or value is None:
        return value  # type: ignore[no-any-return]
    if kind is bool:
        return ("bool", value)
    if kind is int:
        return value  # type: ignore[no-any-return]
    if kind is float:
        return int(value) if value.is_integer() else exact(value)
    if kind is list or kind is tuple:
        return ("list", *map(key_of, value))
    if isinstance(value, dict):
        return ("dict", frozenset((name, key_of(each)) for name, each in value.items()))
    return exact(value)


@lru_cache(maxsize=4096)
def _decimal(text: str) -> Fraction:
    return Fraction(text)


def exact(number: Any) -> int | Fraction:
    """Give the number that is written: 0.1 is a tenth, as the shortest text that means the same float says."""
    if type(number) is int:
        return number
    text = repr(number) if isinstance(number, float) else str(number)
    fraction = _decimal(text)
    return fraction.numerator if fraction.denominator == 1 else fraction


def is_number(value: Any) -> bool:
    """Say whether a value is a number that can be reckoned with."""
    return type(value) in {int, float, Decimal} and value == value and abs(value) != float("inf")  # noqa: PLR0124


def is_whole(value: Any) -> bool:
    """Say whether a value is an integer in JSON Schema's sense: 1.0 is one."""
    return is_number(value) and (type(value) is int or value == int(value))
