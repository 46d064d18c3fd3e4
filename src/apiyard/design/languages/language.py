"""A set of texts that can be joined, cut, turned round, and asked for members."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from heapq import merge
from itertools import islice
from typing import Final

from apiyard.core.noun import dataclass
from apiyard.design.languages.automaton import EVERYTHING, NOTHING, Automaton
from apiyard.design.languages.combine import Way, combined, opposite_of
from apiyard.design.languages.members import any_member, how_many, members


@dataclass(frozen=True, slots=True)
class Piece:
    """What belongs to the set among the texts of some lengths.

    Args:
        least: the least length, in code points.
        most: the most length; None for no bound.
        automaton: which texts of these lengths belong to it.
    """

    least: int
    most: int | None
    automaton: Automaton


@dataclass(frozen=True, slots=True)
class Language:
    """A set of texts without lone surrogates.

    Lengths stay bounds beside the automata, so that a bound of 100,000 costs no states; words that are only named
    stay a list of exceptions.

    Args:
        pieces: for each run of lengths, ascending and without gaps from 0 on, what belongs to it.
        flipped: texts for which the opposite of what the pieces say is true.
    """

    pieces: tuple[Piece, ...]
    flipped: frozenset[str] = frozenset()

    def __and__(self, other: Language) -> Language:
        """Give the texts of both.

        Raises:
            TooManyStatesError: together they need too many states.
        """
        return _joined("both", self, other)

    def __or__(self, other: Language) -> Language:
        """Give the texts of either.

        Raises:
            TooManyStatesError: together they need too many states.
        """
        return _joined("either", self, other)

    def __invert__(self) -> Language:
        """Give all other texts."""
        pieces = (Piece(each.least, each.most, opposite_of(each.automaton)) for each in self.pieces)
        return Language(tuple(pieces), self.flipped)

    def __sub__(self, other: Language) -> Language:
        """Give the texts of this one that are not of the other.

        Raises:
            TooManyStatesError: together they need too many states.
        """
        return self & ~other

    def contains(self, text: str) -> bool:
        """Say whether a text is a member."""
        return self._regularly(text) != (text in self.flipped)

    def _regularly(self, text: str) -> bool:
        length = len(text)
        piece = next(each for each in self.pieces if each.most is None or length <= each.most)
        return piece.automaton.holds(text)

    def is_empty(self) -> bool:
        """Say whether it has no member.

        Raises:
            TooManyStatesError: its lengths are too many to look at.
        """
        if not self.flipped:
            return not any(any_member(each.automaton, each.least, each.most) for each in self.pieces)
        return self.size(0) == 0

    def shortest(self) -> str | None:
        """Give the first of `some`, nearly always the shortest; None when it has no member.

        Raises:
            TooManyStatesError: it is longer than is written, or its lengths are too many to look at.
        """
        return next(iter(self.some(1)), None)

    def some(self, most: int) -> list[str]:
        """Give distinct members, the shortest first, of one length the most readable first.

        Those with a carriage return, U+2028 or U+2029 come last: not all engines of patterns read them alike.

        Args:
            most: how many at most; fewer are given only when it has no more.

        Raises:
            TooManyStatesError: they are longer than is written, or its lengths are too many to look at.
        """
        named = sorted((text for text in self.flipped if not self._regularly(text)), key=lambda text: (len(text), text))
        wanted = most + len(self.flipped) - len(named)
        regular: list[str] = []
        for each in self.pieces:
            if len(regular) < wanted:
                found = members(each.automaton, (each.least, each.most), wanted - len(regular))
                regular.extend(islice(found, wanted - len(regular)))
        return list(islice(merge(named, (text for text in regular if text not in self.flipped), key=len), most))

    def size(self, limit: int) -> int | None:
        """Count its members.

        Args:
            limit: how far to count.

        Returns:
            Their number; None when there are more than the limit.

        Raises:
            TooManyStatesError: its lengths are too many to look at.
        """
        named = sum(1 for text in self.flipped if not self._regularly(text))
        without = len(self.flipped) - named
        total = 0
        for each in self.pieces:
            more = how_many(each.automaton, (each.least, each.most), limit + without - named - total)
            if more is None:
                return None
            total += more
        total += named - without
        return total if total <= limit else None


ALL: Final = Language((Piece(0, None, EVERYTHING),))
NONE: Final = Language((Piece(0, None, NOTHING),))


def length(least: int = 0, most: int | None = None) -> Language:
    """Give all texts of some lengths.

    Args:
        least: the least length, in code points.
        most: the most length; None for no bound.
    """
    if most is not None and most < max(least, 0):
        return NONE
    pieces = [Piece(0, least - 1, NOTHING)] if least > 0 else []
    pieces.append(Piece(max(least, 0), most, EVERYTHING))
    if most is not None:
        pieces.append(Piece(most + 1, None, NOTHING))
    return Language(tuple(pieces))


def words(texts: Iterable[str]) -> Language:
    """Give the language of some texts; those with lone surrogates are left out, no JSON text holds them."""
    return Language(NONE.pieces, frozenset(filter(_carried, texts)))


def _carried(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


@lru_cache(maxsize=4_000)
def _joined(way: Way, left: Language, right: Language) -> Language:
    pieces: list[Piece] = []
    one = other = at = 0
    while True:
        ours, theirs = left.pieces[one], right.pieces[other]
        most = min((each.most for each in (ours, theirs) if each.most is not None), default=None)
        automaton = combined(way, ours.automaton, theirs.automaton)
        if pieces and pieces[-1].automaton is automaton:
            pieces[-1] = Piece(pieces[-1].least, most, automaton)
        else:
            pieces.append(Piece(at, most, automaton))
        if most is None:
            break
        at = most + 1
        one += ours.most == most
        other += theirs.most == most
    return _with_words(way, left, right, pieces=tuple(pieces))


def _with_words(way: Way, left: Language, right: Language, *, pieces: tuple[Piece, ...]) -> Language:
    flipped = left.flipped | right.flipped
    joined = Language(pieces)
    if not flipped:
        return joined
    holds: Callable[[str], bool] = (
        (lambda text: left.contains(text) and right.contains(text))
        if way == "both"
        else (lambda text: left.contains(text) or right.contains(text))
    )
    return Language(pieces, frozenset(text for text in flipped if holds(text) != joined.contains(text)))
