"""JSON to values and back with integers of any size, which the quick reader and writer know up to 64 bits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from apiyard.core.json import Json
from apiyard.core.late import late_module, late_pattern

if TYPE_CHECKING:
    import orjson
else:
    orjson = late_module("orjson")

_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_LONG = b"0" * 19
"""The least integer beyond 64 bits has so many digits."""
_NO_DIGIT = late_pattern(rb"[^0]")
_BLANK = b" \t\r\n-"
_FAR = 64
_LEAST = float(1 << 53)
"""From here on each floating number is whole."""


def loads(data: bytes | str) -> Json:
    """Read JSON (RFC 8259) with integers as they are.

    Args:
        data: the text.

    Returns:
        The value. Integers of thousands of digits, and those below hundreds of levels, are the nearest floating
        numbers.

    Raises:
        orjson.JSONDecodeError: the text is no JSON.
    """
    value: Json = orjson.loads(data)
    if not may_hold_long(data if isinstance(data, bytes) else data.encode()):
        return value
    try:
        exact: Json = json.loads(data)
    except (ValueError, RecursionError):
        return value
    return exact


def dumps(value: object) -> bytes:
    """Write JSON on one line.

    Args:
        value: a JSON value.

    Returns:
        UTF-8 bytes.

    Raises:
        TypeError: the value is not JSON.
    """
    try:
        return orjson.dumps(value)
    except TypeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def may_hold_long(data: bytes) -> bool:
    """Say whether an integer beyond 64 bits may stand in JSON; never no when one does."""
    if len(data) < len(_LONG):
        return False
    marked = data.translate(_DIGITS)
    at = marked.find(_LONG)
    while at >= 0:
        # A fraction has a point before it, and most that stands in a text has something else.
        before = data[max(0, at - _FAR) : at].rstrip(_BLANK)
        if not before or before[-1:] in b":[,":
            return True
        end = _NO_DIGIT.search(marked, at + len(_LONG))
        at = -1 if end is None else marked.find(_LONG, end.start())
    return False


def beyond_64_bits(value: Json) -> bool:
    """Say whether a value holds an integer that the quick writer does not know."""
    try:
        orjson.dumps(value)
    except TypeError:
        return True
    return False


def whole(value: Json) -> Json:
    """Give a value in which large floating numbers, all of which are whole, are integers, so that they compare exactly.

    Args:
        value: a JSON value.

    Returns:
        A copy; the value itself when it nests hundreds of levels deep.
    """
    try:
        return _whole(value)
    except RecursionError:
        return value


def _whole(value: Json) -> Json:
    if isinstance(value, float):
        return int(value) if abs(value) >= _LEAST and value - value == 0 else value
    if isinstance(value, dict):
        return {name: _whole(each) for name, each in value.items()}
    return [_whole(each) for each in value] if isinstance(value, list) else value
