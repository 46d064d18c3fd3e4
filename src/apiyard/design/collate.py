"""The order of two texts in a dictionary, as browsers and Node.js have it without a language of their own."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

# Unicode Collation Algorithm, root collation (CLDR): space, punctuation, symbols, digits, letters.
_ORDER: Final = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_WEIGHTS: Final = {letter: index for index, letter in enumerate(_ORDER, 1)}
_DIGITS: Final = 1_000
_LETTERS: Final = 2_000
_OTHERS: Final = 10_000
# Letters that decompose to nothing, but stand beside or between Latin ones.
_LATIN: Final = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "\u0131": "i", "þ": "th"}

Key = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]


def collate(one: str, other: str) -> int:
    """Compare two texts: by letters, then by accents, then by case (small letters first).

    Args:
        one: a text.
        other: another one.

    Returns:
        Less than, equal to or greater than zero.
    """
    left, right = _key(one), _key(other)
    return (left > right) - (left < right)


@lru_cache(maxsize=10_000)
def _key(text: str) -> Key:
    letters: list[int] = []
    accents: list[int] = []
    cases: list[int] = []
    for letter in text if text.isascii() else unicodedata.normalize("NFKD", text):
        if letter not in _WEIGHTS and unicodedata.category(letter) == "Cc":
            continue
        if unicodedata.combining(letter):
            accents[-1:] = [(accents[-1] if accents else 0) * 1_000 + ord(letter) % 1_000]
            continue
        spelled = _LATIN.get(letter.lower(), "")
        for each in spelled or letter:
            letters.append(_weight(each.lower()))
            accents.append(1 if spelled else 0)
            cases.append(int(letter.isupper()))
    return tuple(letters), tuple(accents), tuple(cases)


def _weight(letter: str) -> int:
    if letter in _WEIGHTS:
        return _WEIGHTS[letter]
    code = ord(letter)
    if unicodedata.category(letter) == "Nd":
        return _DIGITS + unicodedata.digit(letter)
    if "a" <= letter <= "z":
        return _LETTERS + code
    if unicodedata.category(letter)[0] in "PSZ":
        return len(_WEIGHTS) + 1 + code % 900
    return _OTHERS + code
