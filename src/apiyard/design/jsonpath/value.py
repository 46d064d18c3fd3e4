"""Values of JavaScript as far as filters need them: truth, equality, order, text, members and methods."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any


class Undefined:
    """The type of ``undefined``."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Be false, as in JavaScript."""
        return False

    def __repr__(self) -> str:
        """Give the word of JavaScript."""
        return "undefined"


UNDEFINED = Undefined()


class ScriptError(Exception):
    """An expression went wrong where JavaScript throws; the filter does not match then."""


def truthy(value: Any) -> bool:
    """Say whether a value counts as true (ECMA-262, ToBoolean): empty objects and arrays do."""
    kind = type(value)
    if kind is dict or kind is list:
        return True
    if kind is float:
        return bool(value) and not math.isnan(value)
    return bool(value)


def to_text(value: Any, depth: int = 0) -> str:
    """Give a value as text (ECMA-262, ToString)."""
    kind = type(value)
    if kind is str:
        return str(value)
    if kind is bool:
        return "true" if value else "false"
    if value is None:
        return "null"
    if kind is dict:
        return "[object Object]"
    if kind is list:
        if depth > 50:
            raise ScriptError("an array nests too deep")
        return ",".join("" if item is None or item is UNDEFINED else to_text(item, depth + 1) for item in value)
    if kind is float:
        return _float_text(value)
    return str(value)


def _float_text(value: float) -> str:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == int(value) and abs(value) < 1e21:
        return str(int(value))
    text = repr(value)
    if "e" not in text:
        return text
    mantissa, _, power = text.partition("e")
    number = int(power)
    if -7 < number < 0:
        digits = mantissa.replace(".", "").replace("-", "")
        return ("-" if value < 0 else "") + "0." + "0" * (-number - 1) + digits
    return f"{mantissa}e{'+' if number > 0 else '-'}{abs(number)}"


def to_number(value: Any) -> float | int:
    """Give a value as a number (ECMA-262, ToNumber)."""
    kind = type(value)
    if kind is bool:
        return int(value)
    if kind is int or kind is float:
        number: float | int = value
        return number
    if value is None:
        return 0
    if kind is str or kind is list or kind is dict:
        text = to_text(value).strip()
        if not text:
            return 0
        if len(text) > 400:
            return math.nan
        try:
            return int(text) if text.lstrip("+-").isdecimal() else _to_float(text)
        except ValueError:
            return math.nan
    return math.nan


def _to_float(text: str) -> float:
    lower = text.lower()
    if lower[:2] in ("0x", "0o", "0b"):
        return int(text, 0)
    if "_" in text or lower.lstrip("+-")[:1] in ("i", "n"):
        return math.inf if text.lstrip("+") == "Infinity" else -math.inf if text == "-Infinity" else math.nan
    return float(text)


def same(left: Any, right: Any) -> bool:
    """Say whether two values are strictly equal (``===``)."""
    kind = type(left)
    other = type(right)
    if kind is other:
        if kind is dict or kind is list:
            return left is right
        return bool(left == right)
    if kind is bool or other is bool:
        return False
    if (kind is int or kind is float) and (other is int or other is float):
        return bool(left == right)
    return False


def equal(left: Any, right: Any) -> bool:
    """Say whether two values are loosely equal (``==``; ECMA-262, IsLooselyEqual)."""
    if left is None or left is UNDEFINED:
        return right is None or right is UNDEFINED
    if right is None or right is UNDEFINED:
        return False
    if type(left) is type(right):
        return same(left, right)
    is_left, is_right = type(left) in (dict, list), type(right) in (dict, list)
    if is_left and is_right:
        return False
    if is_left:
        return equal(to_text(left), right)
    if is_right:
        return equal(left, to_text(right))
    return to_number(left) == to_number(right)


def less(left: Any, right: Any) -> bool | None:
    """Say whether one value is less than the other; None where they cannot be compared (``NaN``)."""
    if type(left) in (dict, list):
        left = to_text(left)
    if type(right) in (dict, list):
        right = to_text(right)
    if type(left) is str and type(right) is str:
        return left < right
    first, second = to_number(left), to_number(right)
    if math.isnan(first) or math.isnan(second):
        return None
    return first < second


def add(left: Any, right: Any) -> Any:
    """Give the sum or the joined texts (``+``)."""
    if type(left) in (dict, list, str) or type(right) in (dict, list, str):
        text = to_text(left) + to_text(right)
        if len(text) > 100_000:
            raise ScriptError("the text is too long")
        return text
    return to_number(left) + to_number(right)


def type_name(value: Any) -> str:
    """Give what ``typeof`` says."""
    if value is UNDEFINED:
        return "undefined"
    if callable(value):
        return "function"
    return {bool: "boolean", int: "number", float: "number", str: "string"}.get(type(value), "object")


CONSTRUCTORS = {bool: "Boolean", int: "Number", float: "Number", str: "String", list: "Array", dict: "Object"}


def index_of(key: Any) -> int:
    """Give the index that a key of an array or a text means; -1 for none."""
    if type(key) is int:
        return key
    if type(key) is float:
        return int(key) if key >= 0 and key == int(key) else -1
    if type(key) is str and key.isdecimal() and key.isascii() and len(key) < 10 and (key == "0" or key[0] != "0"):
        return int(key)
    return -1


def clamp(args: tuple[Any, ...], at: int, length: int, *, default: int) -> int:
    """Give an argument as an index between 0 and a length; negative ones count from the end."""
    if len(args) <= at or args[at] is UNDEFINED:
        return default
    number = to_number(args[at])
    if math.isnan(number):
        return 0
    number = max(-length, min(length, number))
    whole = int(number)
    return max(0, length + whole) if whole < 0 else whole


Method = Callable[..., Any]
