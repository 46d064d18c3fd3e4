"""An interval of numbers, or the multiples in it, without the multiples of other numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice
from typing import Final

from apiyard.core.noun import dataclass
from apiyard.design.languages.refused import TooManyStatesError

_MAX_SEARCH: Final = 20_000
_GRIDS: Final = 30
_PER_GRID: Final = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a set of numbers.

    Args:
        low: where it begins; None for no bound.
        high: where it ends; None for no bound.
        low_open: whether the number it begins with is outside.
        high_open: whether the number it ends with is outside.
        step: only multiples of it belong; None for all numbers.
        without: no multiples of these belong.
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    step: Fraction | None = None
    without: frozenset[Fraction] = frozenset()

    def contains(self, value: Fraction) -> bool:
        """Say whether a number belongs to it."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        if self.high is not None and (value > self.high or (self.high_open and value == self.high)):
            return False
        return (self.step is None or divides(self.step, value)) and not any(
            divides(each, value) for each in self.without
        )

    def is_plain(self) -> bool:
        """Say whether all numbers between its bounds belong to it."""
        return self.step is None and not self.without

    def is_empty(self) -> bool:
        """Say whether no number belongs to it.

        Raises:
            TooManyStatesError: the multiples to look at are too many.
        """
        return self._shape() == "empty" or (self._shape() != "dense" and next(self._multiples(), None) is None)

    def is_endless(self) -> bool:
        """Say whether infinitely many numbers belong to it."""
        if self._shape() == "multiples":
            return (self.low is None or self.high is None) and not self.is_empty()
        return self._shape() == "dense"

    def _shape(self) -> str:
        if self.low is not None and self.high is not None:
            if self.low > self.high or (self.low == self.high and (self.low_open or self.high_open)):
                return "empty"
            if self.low == self.high:
                return "point" if self.contains(self.low) else "empty"
        return "dense" if self.step is None else "multiples"

    def members(self) -> Iterator[Fraction]:
        """Give numbers that belong to it, the plain ones first; a dense one gives up after some hundreds."""
        if self._shape() == "empty":
            return
        yield from self._dense() if self._shape() == "dense" else self._multiples()

    def _multiples(self) -> Iterator[Fraction]:
        """Give the multiples of the step, from zero outwards.

        Raises:
            TooManyStatesError: very many in a row are excluded.
        """
        if self.low is not None and self.low == self.high:
            yield self.low
            return
        if self.step is None:
            return
        apart = [lcm(self.step, each) / self.step for each in self.without]
        if any(each == 1 for each in apart):
            # Zero is a multiple of everything.
            return
        missed = 0
        for index in self._indexes(self.step):
            if any(index % each == 0 for each in apart):
                missed += 1
                if missed > _MAX_SEARCH:
                    raise TooManyStatesError("too many multiples in a row are excluded")
                continue
            missed = 0
            yield index * self.step

    def _indexes(self, step: Fraction) -> Iterator[int]:
        """Give the whole numbers whose product with a step lies inside, from zero outwards."""
        first = last = None
        if self.low is not None:
            first = math.ceil(self.low / step)
            first += self.low_open and first * step == self.low
        if self.high is not None:
            last = math.floor(self.high / step)
            last -= self.high_open and last * step == self.high
        if first is not None and first >= 0:
            yield from _count(first, last, 1)
        elif last is not None and last <= 0:
            yield from _count(last, first, -1)
        else:
            yield 0
            up, down = _count(1, last, 1), _count(-1, first, -1)
            for above in up:
                yield above
                yield from islice(down, 1)
            yield from down

    def _dense(self) -> Iterator[Fraction]:
        """Give numbers of a true interval: from grids of powers of ten, the coarse ones first."""
        seen: set[Fraction] = set()
        widest = max((abs(each) for each in (self.low, self.high) if each is not None), default=Fraction(1))
        start = (
            0 if widest >= 1 or not widest else math.ceil(math.log10(widest.numerator) - math.log10(widest.denominator))
        )
        if self.low is not None and self.high is not None and self.high - self.low < 1:
            gap = self.high - self.low
            start = min(start, math.ceil(math.log10(gap.numerator) - math.log10(gap.denominator)))
        for exponent in range(start, start - _GRIDS, -1):
            grid = Fraction(10) ** exponent
            for index in islice(self._indexes(grid), _PER_GRID):
                value = index * grid
                if value not in seen and self.contains(value):
                    seen.add(value)
                    yield value


def divides(step: Fraction, value: Fraction) -> bool:
    """Say whether a number is a multiple of a step."""
    return (value / step).denominator == 1


def lcm(left: Fraction, right: Fraction) -> Fraction:
    """Give the least number that is a multiple of both."""
    return Fraction(math.lcm(left.numerator, right.numerator), math.gcd(left.denominator, right.denominator))


def both(left: Cell, right: Cell) -> Cell:
    """Give what belongs to two parts."""
    low, low_open = left.low, left.low_open
    if right.low is not None and (low is None or right.low >= low):
        low_open = right.low_open or (low_open and right.low == low)
        low = right.low
    high, high_open = left.high, left.high_open
    if right.high is not None and (high is None or right.high <= high):
        high_open = right.high_open or (high_open and right.high == high)
        high = right.high
    step = lcm(left.step, right.step) if left.step and right.step else left.step or right.step
    return Cell(low, high, low_open, high_open, step, left.without | right.without)


def opposite(cell: Cell) -> tuple[Cell, ...]:
    """Give parts that together hold what does not belong to one."""
    found: list[Cell] = []
    if cell.low is not None:
        found.append(Cell(high=cell.low, high_open=not cell.low_open))
    if cell.high is not None:
        found.append(Cell(low=cell.high, low_open=not cell.high_open))
    if cell.step is not None:
        found.append(Cell(without=frozenset((cell.step,))))
    found.extend(Cell(step=each) for each in sorted(cell.without))
    return tuple(found)


def joined(cells: Iterable[Cell]) -> list[Cell]:
    """Give plain intervals in order, with those that touch made one."""
    found: list[Cell] = []
    for cell in sorted(cells, key=lambda each: (each.low is not None, each.low or 0, each.low_open)):
        last = found[-1] if found else None
        if last is None or _is_gap(last, cell):
            found.append(cell)
        elif last.high is not None and (
            cell.high is None or (cell.high, not cell.high_open) > (last.high, not last.high_open)
        ):
            found[-1] = Cell(last.low, cell.high, last.low_open, cell.high_open)
    return found


def _is_gap(last: Cell, cell: Cell) -> bool:
    """Say whether numbers stand between two intervals."""
    if last.high is None or cell.low is None:
        return False
    return last.high < cell.low or (last.high == cell.low and last.high_open and cell.low_open)


def _count(start: int, end: int | None, way: int) -> Iterator[int]:
    at = start
    while end is None or at * way <= end * way:
        yield at
        at += way
