"""Sets of characters of regular expressions, with ECMAScript's idea of digits, words, white space and case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Final

from apiyard.spec.regex_tree import Ranges

MAX_CODE: Final = 0x10FFFF
UNIT: Final = 0x100000
"""Units of surrogate pairs are moved up by this, to code points of private use: no engine takes them as they are."""

DIGITS: Final[Ranges] = ((48, 57),)
WORD: Final[Ranges] = ((48, 57), (65, 90), (95, 95), (97, 122))
# ECMA-262, WhiteSpace and LineTerminator.
SPACE: Final[Ranges] = (
    (0x9, 0xD),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
)
LINE_ENDS: Final[Ranges] = ((0xA, 0xA), (0xD, 0xD), (0x2028, 0x2029))
ALL: Final[Ranges] = ((0, MAX_CODE),)


def union(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Sort ranges and join those that touch."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)


def inverse(ranges: Ranges) -> Ranges:
    """Give all characters that are not in sorted ranges."""
    found: list[tuple[int, int]] = []
    at = 0
    for low, high in ranges:
        if low > at:
            found.append((at, low - 1))
        at = high + 1
    if at <= MAX_CODE:
        found.append((at, MAX_CODE))
    return tuple(found)


def inside(code: int, ranges: Ranges) -> bool:
    """Say whether a character is in sorted ranges."""
    return any(low <= code <= high for low, high in ranges)


def canonical(code: int, *, unicode: bool) -> int:
    """Give the character that stands for all that are equal to this one when case is ignored (Canonicalize)."""
    letter = chr(code)
    if unicode:
        folded = letter.casefold()
        if len(folded) != 1:
            folded = letter.lower()
        return ord(folded) if len(folded) == 1 else code
    upper = letter.upper()
    if len(upper) != 1 or (code >= 128 > ord(upper)) or code >= UNIT:
        return code
    return ord(upper)


def any_case(ranges: Ranges, *, unicode: bool) -> Ranges:
    """Add to sorted ranges what is equal to one of their characters when case is ignored."""
    if not unicode and (not ranges or ranges[-1][1] < 128):
        other = [
            (max(low, first) + shift, min(high, last) + shift)
            for low, high in ranges
            for first, last, shift in ((65, 90, 32), (97, 122, -32))
            if low <= last and high >= first
        ]
        return union((*ranges, *other))
    more = [each for each in _equals(unicode) if any(inside(code, ranges) for code in each)]
    return union((*ranges, *((code, code) for each in more for code in each)))


def words(*, fold: bool) -> Ranges:
    """Give the characters of words; with the flags ``i`` and ``u`` together some more count."""
    return any_case(WORD, unicode=True) if fold else WORD


@cache
def _equals(unicode: bool) -> tuple[tuple[int, ...], ...]:  # noqa: FBT001 -- a cache takes no names
    found: dict[int, list[int]] = defaultdict(list)
    for code in range(0x1E944 if unicode else 0x10000):
        found[canonical(code, unicode=unicode)].append(code)
    return tuple(tuple(codes) for codes in found.values() if len(codes) > 1)
