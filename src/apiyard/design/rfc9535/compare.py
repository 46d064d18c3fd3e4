"""Comparisons and functions of filters (RFC 9535, sections 2.3.5.2.2 and 2.4)."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from apiyard.core.errors import InvalidInputError
from apiyard.spec.regex import compile_pattern

NOTHING = object()
Compare = Callable[[Any, Any], bool]


def equal(one: Any, other: Any) -> bool:
    """Say whether two values are equal; true is no number, and nothing equals nothing."""
    if one is NOTHING or other is NOTHING:
        return one is other
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(equal(each, other[name]) for name, each in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(equal, one, other))
    return bool(one == other)


def _ordered(compare: Callable[[Any, Any], bool]) -> Compare:
    def said(one: Any, other: Any) -> bool:
        if isinstance(one, bool) or isinstance(other, bool):
            return False
        numbers = isinstance(one, int | float) and isinstance(other, int | float)
        return bool((numbers or (isinstance(one, str) and isinstance(other, str))) and compare(one, other))

    return said


_less, _more = _ordered(operator.lt), _ordered(operator.gt)

COMPARISONS: Mapping[str, Compare] = MappingProxyType(
    {
        "==": equal,
        "!=": lambda one, other: not equal(one, other),
        "<=": lambda one, other: _less(one, other) or equal(one, other),
        ">=": lambda one, other: _more(one, other) or equal(one, other),
        "<": _less,
        ">": _more,
    }
)


def length(value: Any) -> Any:
    """Give the length of a string, array or object (RFC 9535, section 2.4.4)."""
    return len(value) if isinstance(value, str | list | dict) else NOTHING


def matches(value: Any, pattern: Any, *, whole: bool) -> bool:
    """Say whether an I-Regexp (RFC 9485) matches a string, in bounded time.

    Args:
        value: the string; anything else does not match.
        pattern: the pattern; what is no pattern matches nothing.
        whole: whether the whole string has to match.

    Raises:
        PatternTooSlowError: the bound on time is crossed.
    """
    if not isinstance(value, str) or not isinstance(pattern, str):
        return False
    source = _ecmascript(pattern)
    try:
        return compile_pattern(f"^(?:{source})$" if whole else source, "u").search(value)
    except InvalidInputError:
        return False


def _ecmascript(pattern: str) -> str:
    """Let a dot mean what it means in I-Regexp: all but the two line breaks (RFC 9485, section 5.3)."""
    out, inside, at = [], False, 0
    while at < len(pattern):
        mark = pattern[at]
        if mark == "\\":
            out.append(pattern[at : at + 2])
            at += 2
            continue
        inside = mark == "[" or (inside and mark != "]")
        out.append(r"[^\n\r]" if mark == "." and not inside else mark)
        at += 1
    return "".join(out)
