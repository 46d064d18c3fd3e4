"""Which character of a class is shown: letters and digits first, then what prints, then the rest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from apiyard.design.languages.automaton import MAX_CODE, Automaton

# From the best to the worst. ``-`` and ``_`` read better than other signs; control characters come last.
_ORDER: Final = (
    (0x61, 0x7A),
    (0x30, 0x39),
    (0x41, 0x5A),
    (0x2D, 0x2D),
    (0x5F, 0x5F),
    (0x21, 0x2C),
    (0x2E, 0x2F),
    (0x3A, 0x40),
    (0x5B, 0x5E),
    (0x60, 0x60),
    (0x7B, 0x7E),
    (0x20, 0x20),
    (0xC0, 0x2AF),
    (0x370, 0x3FF),
    (0x400, 0x52F),
    (0xA1, 0xAC),
    (0xAE, 0xBF),
    (0x4E00, 0x9FFF),
    (0x1F600, 0x1F64F),
    (0xA0, 0x2027),
    (0x202A, 0xD7FF),
    (0xF900, 0xFDCF),
    (0xFDF0, 0xFFFD),
    (0x9, 0xA),
    (0xE000, 0xF8FF),
    (0x10000, MAX_CODE),
    (0x1, 0xC),
    (0xE, 0xA0),
    (0xA1, 0x2027),
    (0x0, 0x0),
    (0x1, MAX_CODE),
)


@lru_cache(maxsize=500)
def shown(automaton: Automaton, most: int) -> tuple[tuple[str, int], ...]:
    """Give characters to write members with, the most readable first.

    Args:
        automaton: whose classes they are of.
        most: how many of each class at most.

    Returns:
        Each character with its class, in the order of preference over all classes.
    """
    found: list[tuple[int, str, int]] = []
    for kind in range(len(automaton.table[0])):
        letters = islice(_letters(automaton.ranges(kind)), most)
        found.extend((rank, letter, kind) for rank, letter in letters)
    return tuple((letter, kind) for _, letter, kind in sorted(found))


def count(automaton: Automaton) -> tuple[int, ...]:
    """Give how many characters each class has."""
    return tuple(sum(high - low + 1 for low, high in automaton.ranges(kind)) for kind in range(len(automaton.table[0])))


def _letters(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    seen: set[int] = set()
    for rank, (first, last) in enumerate(_ORDER):
        for low, high in ranges:
            for code in range(max(low, first), min(high, last) + 1):
                if code not in seen:
                    seen.add(code)
                    yield rank, chr(code)
