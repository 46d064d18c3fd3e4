"""A deterministic automaton whose letters are classes of code points."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from apiyard.core.noun import dataclass, field

MAX_CODE: Final = 0x10FFFF
SURROGATES: Final = (0xD800, 0xDFFF)
Cuts = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Automaton:
    """A complete deterministic automaton; two are equal only when they are the same object.

    Args:
        cuts: the first code point of each run of code points, ascending, the first one 0.
        classes: the class of each run; -1 for surrogates, which no text of JSON holds.
        table: for each state the next state for each class; state 0 is the start.
        accepting: whether a text that ends in the state belongs to the language.
    """

    cuts: Cuts
    classes: tuple[int, ...]
    table: tuple[tuple[int, ...], ...]
    accepting: tuple[bool, ...]
    following: tuple[frozenset[int], ...] = field(init=False, repr=False)
    dead: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "following", tuple(map(frozenset, self.table)))
        dead = [
            state
            for state, following in enumerate(self.following)
            if following == {state} and not self.accepting[state]
        ]
        object.__setattr__(self, "dead", dead[0] if dead else -1)

    def holds(self, text: str) -> bool:
        """Say whether a text belongs to the language; one with lone surrogates does not."""
        state = 0
        for letter in text:
            kind = self.classes[bisect_right(self.cuts, ord(letter)) - 1]
            if kind < 0:
                return False
            state = self.table[state][kind]
        return self.accepting[state]

    def ranges(self, kind: int) -> list[tuple[int, int]]:
        """Give the code points of a class as ranges."""
        ends = (*self.cuts[1:], MAX_CODE + 1)
        return [(low, end - 1) for low, end, each in zip(self.cuts, ends, self.classes, strict=True) if each == kind]


_CUTS: Final = (0, SURROGATES[0], SURROGATES[1] + 1)
EVERYTHING: Final = Automaton(_CUTS, (0, -1, 0), ((0,),), (True,))
NOTHING: Final = Automaton(_CUTS, (0, -1, 0), ((0,),), (False,))


def opposite(automaton: Automaton) -> Automaton:
    """Give the automaton of all other texts."""
    if automaton is EVERYTHING or automaton is NOTHING:
        return NOTHING if automaton is EVERYTHING else EVERYTHING
    accepting = tuple(not each for each in automaton.accepting)
    return Automaton(automaton.cuts, automaton.classes, automaton.table, accepting)
