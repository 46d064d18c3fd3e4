"""A set of numbers that can be joined, cut, turned round, and asked for members."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import islice
from typing import Final

from apiyard.core.noun import dataclass
from apiyard.design.languages.refused import TooManyStatesError
from apiyard.design.numbers.cell import Cell, both, joined, opposite
from apiyard.design.numbers.exact import NotExactError, exact, written

_MAX_CELLS: Final = 250
_MAX_TRIED: Final = 5_000


@dataclass(frozen=True, slots=True)
class Numbers:
    """A set of numbers; 1.0 is 1, and 0.1 is exactly a tenth.

    Args:
        cells: parts that together hold it; they may overlap.
        flipped: numbers for which the opposite of what the parts say is true.
    """

    cells: tuple[Cell, ...]
    flipped: frozenset[Fraction] = frozenset()

    def __and__(self, other: Numbers) -> Numbers:
        """Give the numbers of both.

        Raises:
            TooManyStatesError: too many parts are needed.
        """
        if len(self.cells) * len(other.cells) > _MAX_CELLS * 10:
            raise TooManyStatesError("a set of numbers needs too many parts")
        cells = dict.fromkeys(both(one, two) for one in self.cells for two in other.cells)
        return _of(cells, self.flipped | other.flipped, lambda value: self.has(value) and other.has(value))

    def __or__(self, other: Numbers) -> Numbers:
        """Give the numbers of either.

        Raises:
            TooManyStatesError: too many parts are needed.
        """
        cells = dict.fromkeys((*self.cells, *other.cells))
        return _of(cells, self.flipped | other.flipped, lambda value: self.has(value) or other.has(value))

    def __invert__(self) -> Numbers:
        """Give all other numbers.

        Raises:
            TooManyStatesError: too many parts are needed.
        """
        found = ALL
        for cell in self.cells:
            found &= Numbers(opposite(cell))
        return Numbers(found.cells, self.flipped)

    def __sub__(self, other: Numbers) -> Numbers:
        """Give the numbers of this set that are not of the other.

        Raises:
            TooManyStatesError: too many parts are needed.
        """
        return self & ~other

    def contains(self, value: float) -> bool:
        """Say whether a number is a member.

        Raises:
            NotExactError: it is infinite, no number, or has too many digits.
        """
        return self.has(exact(value))

    def has(self, value: Fraction) -> bool:
        """Say whether an exact number is a member."""
        return any(cell.contains(value) for cell in self.cells) != (value in self.flipped)

    def is_empty(self) -> bool:
        """Say whether it has no member, also none that only many digits can write.

        Raises:
            TooManyStatesError: the multiples to look at are too many.
        """
        return self.size(0) == 0

    def size(self, limit: int) -> int | None:
        """Count its members.

        Args:
            limit: how far to count.

        Returns:
            Their number; None when there are more than the limit.

        Raises:
            TooManyStatesError: the multiples to look at are too many.
        """
        if any(cell.is_endless() for cell in self.cells):
            return None
        found: set[Fraction] = set()
        for value in self._members():
            found.add(value)
            if len(found) > limit:
                return None
        return len(found)

    def some(self, most: int, *, differing_from: Iterable[float] = ()) -> list[int | float]:
        """Give distinct members that JSON can write, the plain ones first.

        Args:
            most: how many at most; fewer are given when no more are found that are written exactly.
            differing_from: numbers that are not wanted.

        Raises:
            TooManyStatesError: the multiples to look at are too many.
        """
        seen = {exact(value) for value in differing_from}
        found: list[int | float] = []
        for value in islice(self._members(), _MAX_TRIED):
            if len(found) >= most:
                break
            text = None if value in seen else written(value)
            if text is not None:
                seen.add(value)
                found.append(text)
        return found

    def _members(self) -> Iterator[Fraction]:
        """Give members, of each part in turn; some may come twice."""
        inside = [value for value in self.flipped if self.has(value)]
        yield from sorted(inside, key=lambda value: (value.denominator, abs(value), value < 0))
        ways = [cell.members() for cell in self.cells]
        while ways:
            for way in list(ways):
                value = next(way, None)
                if value is None:
                    ways.remove(way)
                elif value not in self.flipped:
                    yield value


def _of(cells: Iterable[Cell], flipped: frozenset[Fraction], holds: Callable[[Fraction], bool]) -> Numbers:
    """Make a set of parts that are not empty, with the numbers for which the parts say the wrong thing."""
    kept = tuple(cell for cell in cells if not cell.is_empty())
    if len(kept) > _MAX_CELLS:
        raise TooManyStatesError("a set of numbers needs too many parts")
    regular = Numbers(_absorbed(kept))
    return Numbers(regular.cells, frozenset(value for value in flipped if holds(value) != regular.has(value)))


def _absorbed(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Join intervals that touch, and leave out parts that another one holds."""
    if len(cells) < 2:
        return cells
    kept = joined(cell for cell in cells if cell.is_plain())
    others = [cell for cell in cells if not cell.is_plain()]
    for index, cell in enumerate(others):
        if not any(both(cell, other) == cell for other in (*kept, *others[index + 1 :])):
            kept.append(cell)
    return tuple(kept)


ALL: Final = Numbers((Cell(),))
NONE: Final = Numbers(())
INTEGERS: Final = Numbers((Cell(step=Fraction(1)),))


def between(
    low: float | None = None, high: float | None = None, *, low_open: bool = False, high_open: bool = False
) -> Numbers:
    """Give the numbers between bounds.

    Args:
        low: the least; None for no bound.
        high: the greatest; None for no bound.
        low_open: whether the least one is outside.
        high_open: whether the greatest one is outside.

    Raises:
        NotExactError: a bound is infinite, no number, or has too many digits.
    """
    cell = Cell(
        None if low is None else exact(low),
        None if high is None else exact(high),
        low_open and low is not None,
        high_open and high is not None,
    )
    return NONE if cell.is_empty() else Numbers((cell,))


def multiples(step: float) -> Numbers:
    """Give the multiples of a number above zero.

    Raises:
        NotExactError: it is zero or less, infinite, no number, or has too many digits.
    """
    value = exact(step)
    if value <= 0:
        raise NotExactError("multiples are of a number above zero", piece=str(step))
    return Numbers((Cell(step=value),))


def points(values: Iterable[float]) -> Numbers:
    """Give the set of some numbers.

    Raises:
        NotExactError: one is infinite, no number, or has too many digits.
    """
    return Numbers((), frozenset(map(exact, values)))
