"""Strings and numbers that keep to formats and bounds."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from apiyard.core.errors import ApiyardError
from apiyard.core.late import late_module
from apiyard.spec.merge import ImpossibleError
from apiyard.spec.pattern import HardPatternError, matching

if TYPE_CHECKING:
    from apiyard.spec import regex
else:
    regex = late_module("apiyard.spec.regex")

_MAX_LENGTH = 100_000
_FLOATS = 1 << 53
_FORMATS = {
    "date-time": "2026-01-{day:02}T12:00:00Z",
    "date": "2026-01-{day:02}",
    "time": "12:00:{day:02}Z",
    "duration": "P{day}D",
    "email": "person{day}@example.com",
    "idn-email": "person{day}@example.com",
    "hostname": "host{day}.example.com",
    "idn-hostname": "host{day}.example.com",
    "ipv4": "192.0.2.{day}",
    "ipv6": "2001:db8::{day}",
    "uri": "https://example.com/{day}",
    "uri-reference": "/things/{day}",
    "iri": "https://example.com/{day}",
    "iri-reference": "/things/{day}",
    "uri-template": "/things/{day}",
    "json-pointer": "/things/{day}",
    "relative-json-pointer": "{day}/things",
    "regex": "^a{day}$",
    "byte": "dGV4dA==",
    "binary": "text",
}
_WORDS = ("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor")


_WIDE = {
    "date-time": "2026-{month:02}-{day:02}T{hour:02}:{minute:02}:{minute:02}Z",
    "date": "2026-{month:02}-{day:02}",
    "time": "{hour:02}:{minute:02}:{minute:02}Z",
    "ipv4": "192.0.2.{byte}",
}


def text(schema: dict[str, Any], random: Random, *, wide: bool = False) -> str:
    """Give a string for a flat schema.

    Args:
        schema: with pattern, format, minLength, maxLength.
        random: chooses.
        wide: whether to choose among many strings, instead of a few that are easy to read.

    Returns:
        The string; whether it really conforms is for the caller to check.

    Raises:
        ImpossibleError: bounds exclude each other, or the pattern is too hard.
    """
    least = _size(schema, "minLength", 0)
    most = _size(schema, "maxLength", _MAX_LENGTH)
    if least > most or least > _MAX_LENGTH:
        raise ImpossibleError("no length is left")
    pattern, name = schema.get("pattern"), schema.get("format")
    if isinstance(pattern, str):
        if name in _FORMATS:
            formatted = _formatted(str(name), random, wide=wide)
            if least <= len(formatted) <= most and is_like(formatted, [pattern]):
                return formatted
        try:
            return _padded(matching(pattern, random, least=least), pattern, least)
        except HardPatternError as error:
            raise ImpossibleError(f"the pattern is too hard: {error}") from None
    if name == "uuid":
        return str(UUID(int=random.getrandbits(128), version=4))
    if isinstance(name, str) and name in _FORMATS:
        return _formatted(name, random, wide=wide)
    word = random.choice(_WORDS)
    if wide and most > len(word):
        word = f"{word}-{random.randint(1, 9_999)}"
    while len(word) < least:
        word += random.choice(_WORDS)
    return word[: min(most, max(least, len(word)))] if most < len(word) else word


def is_like(value: str, patterns: Iterable[str]) -> bool:
    """Say whether one of some patterns is found in a text; one that cannot be searched for is not.

    Args:
        value: the text.
        patterns: as ECMAScript has them.
    """
    try:
        return any(regex.compile_pattern(pattern).search(value) for pattern in patterns)
    except ApiyardError:
        return False


def _padded(value: str, pattern: str, least: int) -> str:
    """Make a text longer at an end that its pattern does not hold (ECMA-262 searches anywhere)."""
    missing = least - len(value)
    if missing <= 0 or (pattern.endswith("$") and pattern.startswith("^")):
        return value
    return ("a" * missing) + value if pattern.endswith("$") else value + "a" * missing


def _formatted(name: str, random: Random, *, wide: bool) -> str:
    """Give a string of a format."""
    if wide and name == "byte":
        return base64.b64encode(random.choice(_WORDS).encode() + str(random.randint(1, 9_999)).encode()).decode()
    if wide and name == "binary":
        return f"{random.choice(_WORDS)}-{random.randint(1, 9_999)}"
    if wide and name in _WIDE:
        month, day, hour = random.randint(1, 12), random.randint(1, 28), random.randint(0, 23)
        minute, byte = random.randint(0, 59), random.randint(1, 254)
        return _WIDE[name].format(month=month, day=day, hour=hour, minute=minute, byte=byte)
    most = 9_999 if wide else 28
    filled = _FORMATS[name].replace("{day:02}", f"{random.randint(1, 28):02}")
    return filled.replace("{day}", str(random.randint(1, most)))


def number(schema: dict[str, Any], random: Random, *, whole: bool, wide: bool = False) -> int | float:
    """Give a number for a flat schema.

    Args:
        schema: with minimum, maximum, their exclusive forms, and multipleOf.
        random: chooses.
        whole: whether it must be an integer.
        wide: whether to choose among many numbers, instead of those near the lowest.

    Returns:
        The number.

    Raises:
        ImpossibleError: no number is between the bounds.
    """
    step = Decimal(str(schema["multipleOf"])) if _is_number(schema.get("multipleOf")) else Decimal(1)
    if step <= 0:
        raise ImpossibleError("multipleOf is not positive")
    if whole and step != step.to_integral_value():
        step *= 10 ** max(0, -int(step.as_tuple().exponent))
    low, high = _bounds(schema)
    if low is not None and high is not None and "multipleOf" not in schema and not whole:
        return _exact(low if low == high else _between(low, high, schema, random=random if wide else None))
    first = None if low is None else (low / step).to_integral_value(ROUND_CEILING)
    last = None if high is None else (high / step).to_integral_value(ROUND_FLOOR)
    if first is not None and first * step == schema.get("exclusiveMinimum"):
        first += 1
    if last is not None and last * step == schema.get("exclusiveMaximum"):
        last -= 1
    if first is None:
        first = Decimal(1) if last is None or last >= 1 else last
    reach = 9_999 if wide else 99
    last = first + reach if last is None else min(last, first + reach)
    if first > last:
        raise ImpossibleError("no number is between the bounds")
    value = (first + random.randint(0, int(last - first))) * step
    return int(value) if value == value.to_integral_value() else float(value)


def _exact(value: Decimal) -> int | float:
    """Give a number as it is: above 2^53 a floating one would be another."""
    return int(value) if abs(value) > _FLOATS and value == value.to_integral_value() else float(value)


def _bounds(schema: dict[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    lows = [schema[word] for word in ("minimum", "exclusiveMinimum") if _is_number(schema.get(word))]
    highs = [schema[word] for word in ("maximum", "exclusiveMaximum") if _is_number(schema.get(word))]
    return (Decimal(str(max(lows))) if lows else None), (Decimal(str(min(highs))) if highs else None)


def _between(low: Decimal, high: Decimal, schema: dict[str, Any], *, random: Random | None) -> Decimal:
    if low > high:
        raise ImpossibleError("no number is between the bounds")
    if random is not None:
        found = low + (high - low) * random.randint(1, 9_999) / 10_000
        short = round(found, 2) if abs(found) < 10**9 else found
        return short if low < short < high else found
    return low if low != schema.get("exclusiveMinimum") else (low + high) / 2


def _size(schema: dict[str, Any], word: str, default: int) -> int:
    value = schema.get(word)
    return int(value) if isinstance(value, int | float) and _is_number(value) else default


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
