"""Joins two automata: both, either, or one without the other."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from apiyard.design.languages.automaton import EVERYTHING, NOTHING, Automaton, opposite
from apiyard.design.languages.reduce import reduced
from apiyard.design.languages.refused import TooManyStatesError

Way = Literal["both", "either"]
_MAX_MOVES: Final = 300_000


def combined(way: Way, left: Automaton, right: Automaton) -> Automaton:
    """Give the automaton of the texts of both, or of either.

    Args:
        way: "both" or "either".
        left: one.
        right: the other.

    Returns:
        The smallest automaton; the last 2,000 are kept.

    Raises:
        TooManyStatesError: the pairs of states are too many.
    """
    neutral, strong = (EVERYTHING, NOTHING) if way == "both" else (NOTHING, EVERYTHING)
    if strong in {left, right}:
        return strong
    if left is neutral or left is right:
        return right
    if right is neutral:
        return left
    if way == "either":
        return opposite_of(combined("both", opposite_of(left), opposite_of(right)))
    found = _both(left, right)
    if found is None:
        raise TooManyStatesError("two sets of texts together need too many states")
    return found


@lru_cache(maxsize=2_000)
def opposite_of(automaton: Automaton) -> Automaton:
    """Give the automaton of all other texts; the last 2,000 are kept, so that what is made of them is found again."""
    return opposite(automaton)


@lru_cache(maxsize=2_000)
def _both(left: Automaton, right: Automaton) -> Automaton | None:
    """Give the automaton of the texts of both; None, kept as well, when the pairs of states are too many."""
    cuts, classes, kinds = _common(left, right)
    numbers = {(0, 0): 0}
    order = [(0, 0)]
    table: list[list[int]] = []
    most = _MAX_MOVES // max(1, len(kinds))
    for one, other in order:
        if one < 0:
            table.append([numbers[one, other]] * len(kinds))
            continue
        ours, theirs = left.table[one], right.table[other]
        row = []
        for mine, yours in kinds:
            target = (ours[mine], theirs[yours])
            if target[0] == left.dead or target[1] == right.dead:
                target = (-1, -1)
            number = numbers.get(target)
            if number is None:
                number = numbers[target] = len(numbers)
                order.append(target)
            row.append(number)
        table.append(row)
        if len(numbers) > most:
            return None
    accepting = [one >= 0 and left.accepting[one] and right.accepting[other] for one, other in order]
    return reduced(cuts, classes, table=table, accepting=accepting)


def _common(left: Automaton, right: Automaton) -> tuple[tuple[int, ...], tuple[int, ...], list[tuple[int, int]]]:
    """Give runs of code points that both treat alike, with their classes in both."""
    cuts = sorted({*left.cuts, *right.cuts})
    pairs: dict[tuple[int, int], int] = {}
    classes: list[int] = []
    mine = yours = 0
    for cut in cuts:
        while mine + 1 < len(left.cuts) and left.cuts[mine + 1] <= cut:
            mine += 1
        while yours + 1 < len(right.cuts) and right.cuts[yours + 1] <= cut:
            yours += 1
        pair = (left.classes[mine], right.classes[yours])
        classes.append(-1 if -1 in pair else pairs.setdefault(pair, len(pairs)))
    return tuple(cuts), tuple(classes), list(pairs)
