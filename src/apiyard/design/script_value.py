"""How ECMAScript reads and writes values, where a verdict of the field's rules rests on it."""

from __future__ import annotations

import math
import re
from typing import Any

from apiyard.core.late import late_pattern

_NUMBER = late_pattern(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_BASED = late_pattern(r"0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)")
_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"  # noqa: E501
_MAX_DIGITS = 400


def script_text(value: Any) -> str:
    """Give the text that ``String(value)`` gives (ECMA-262, section 7.1.17); an array's nested members are joined."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    if isinstance(value, list):
        return ",".join("" if each is None else script_text(each) for each in value)
    return "[object Object]" if isinstance(value, dict) else str(value)


def script_number(text: str) -> float:
    """Give the number that ``Number(text)`` gives (ECMA-262, section 7.1.4.1), NaN for text that is none."""
    text = text.strip(_SPACE)
    if not text:
        return 0.0
    if len(text) > _MAX_DIGITS:
        return math.nan
    if _NUMBER.fullmatch(text):
        return float(text)
    return float(int(text, 0)) if _BASED.fullmatch(text) else math.nan


def same_value_key(value: Any) -> tuple[str, Any]:
    """Give a key that two values share when ``===`` holds them equal; objects and arrays only equal themselves."""
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, int | float):
        return "number", value
    if isinstance(value, str) or value is None:
        return "text", value
    return "object", id(value)
