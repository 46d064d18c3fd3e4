"""Cuts the code points into classes that a pattern cannot tell apart (minterms; D'Antoni and Veanes, POPL 2014)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import jsonschema_rs

from apiyard.core.noun import dataclass
from apiyard.design.languages.automaton import MAX_CODE, SURROGATES
from apiyard.design.languages.refused import NotRegularError
from apiyard.spec.regex_letters import UNIT, WORD, inverse, union
from apiyard.spec.regex_tree import Choice, Edge, Group, Letters, Look, Node, Ranges, Repeat, Sequence

_BLOCK = 256
_LONE = re.compile(r"\\u\{?[dD][89a-fA-F]")


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Classes of code points.

    Args:
        cuts: the first code point of each run.
        classes: the class of each run; -1 for surrogates.
        count: how many classes there are.
        sets: for each set of characters of the pattern its classes, as bits.
        word: the classes of the characters of words, as bits.
    """

    cuts: tuple[int, ...]
    classes: tuple[int, ...]
    count: int
    sets: dict[Letters, int]
    word: int


def alphabet(root: Node, source: str) -> Alphabet:
    """Make the classes that the sets of characters of a pattern need.

    Args:
        root: the pattern.
        source: as written.

    Raises:
        NotRegularError: a property of characters is not known.
    """
    units = _LONE.search(source) is not None
    letters = list(dict.fromkeys(_letters(root)))
    ranges = [_ranges(each, units=units) for each in letters]
    has_words = any(isinstance(node, Edge) and node.kind in {"word", "no-word"} for node in nodes(root))
    if has_words:
        ranges.append(WORD)
    deltas: dict[int, int] = {0: 0, SURROGATES[0]: 0, SURROGATES[1] + 1: 0}
    for index, each in enumerate(ranges):
        for low, high in each:
            deltas[low] = deltas.get(low, 0) ^ (1 << index)
            if high < MAX_CODE:
                deltas[high + 1] = deltas.get(high + 1, 0) ^ (1 << index)
    cuts = sorted(deltas)
    signs: dict[int, int] = {}
    classes: list[int] = []
    sign = 0
    for cut in cuts:
        sign ^= deltas[cut]
        classes.append(-1 if cut == SURROGATES[0] else signs.setdefault(sign, len(signs)))
    masks = [sum(1 << kind for sign, kind in signs.items() if sign >> index & 1) for index in range(len(ranges))]
    word = masks[-1] if has_words else 0
    return Alphabet(tuple(cuts), tuple(classes), len(signs), dict(zip(letters, masks, strict=False)), word)


def nodes(root: Node) -> Iterator[Node]:
    """Give all parts of a pattern."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        match node:
            case Sequence(items) | Choice(items):
                stack.extend(items)
            case Group(item) | Look(item) | Repeat(item):
                stack.append(item)
            case _:
                pass


def _letters(root: Node) -> Iterator[Letters]:
    return (node for node in nodes(root) if isinstance(node, Letters))


def _ranges(letters: Letters, *, units: bool) -> Ranges:
    """Give the code points of a set, without lone surrogates, which are read as moved units."""
    found = letters.ranges
    for name, inverted in letters.properties:
        held = with_property(name)
        found = union((*found, *(inverse(held) if inverted else held)))
    if letters.inverse:
        found = inverse(found)
    elif units:
        found = _without(found, UNIT + SURROGATES[0], UNIT + SURROGATES[1])
    return _without(found, *SURROGATES)


def _without(ranges: Ranges, first: int, last: int) -> Ranges:
    found: list[tuple[int, int]] = []
    for low, high in ranges:
        parts = ((low, min(high, first - 1)), (max(low, last + 1), high))
        found.extend(part for part in parts if part[0] <= part[1])
    return tuple(found)


@lru_cache(maxsize=100)
def with_property(name: str) -> Ranges:
    """Give the code points that have a property of Unicode, as the engine that judges texts knows it.

    Args:
        name: the property, as between the braces.

    Raises:
        NotRegularError: the engine does not know it.
    """
    try:
        some, every = (
            jsonschema_rs.validator_for({"pattern": text}, pattern_options=jsonschema_rs.RegexOptions())
            for text in (f"[\\p{{{name}}}]", f"\\A[\\p{{{name}}}]*\\z")
        )
    except jsonschema_rs.ValidationError:
        raise NotRegularError("a property of characters is not known", piece=name) from None
    found: list[tuple[int, int]] = []
    stack = [(start, start + _BLOCK - 1) for start in range(0, MAX_CODE, _BLOCK)]
    while stack:
        low, high = stack.pop()
        if SURROGATES[0] <= low <= SURROGATES[1]:
            continue
        text = "".join(map(chr, range(low, high + 1)))
        if every.is_valid(text):
            found.append((low, high))
        elif low < high and some.is_valid(text):
            middle = (low + high) // 2
            stack += [(low, middle), (middle + 1, high)]
    return union(found)
