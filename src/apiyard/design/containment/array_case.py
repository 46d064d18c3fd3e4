"""Arrays: a length, items by index, demands given to places, and items that differ or repeat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from apiyard.core.noun import dataclass, field, replace
from apiyard.design.containment.array_frame import Row, row_of
from apiyard.design.containment.claim import Tally
from apiyard.design.containment.distinct import distinct
from apiyard.design.containment.outcome import (
    TOO_LONG,
    Closed,
    Open,
    Outcome,
    Record,
    Solver,
    Witness,
    closed,
    height_of,
)
from apiyard.design.containment.state import State

_MAX_LENGTH: Final = 10_000
_MAX_PLACED: Final = 60

_Places = list[frozenset[int]]


@dataclass(slots=True)
class _Build:
    """An array while it is built."""

    solver: Solver
    row: Row
    tail: int
    record: Record = field(default_factory=Record)

    def value(self, literals: frozenset[int]) -> Witness | None:
        """Find a value for an item; what there is instead is noted."""
        outcome = self.solver.solve(literals)
        if isinstance(outcome, Witness):
            return outcome
        self.record.add(outcome)
        return None


@dataclass(frozen=True, slots=True)
class _Demand:
    """Literals that hold for some item from an index on; those of one tally hold for different items."""

    start: int
    codes: frozenset[int]
    tally: int | None = None


def solve_array(solver: Solver, state: State) -> Outcome:
    """Find an array that makes the claims of a case.

    Args:
        solver: finds values for items.
        state: the case.
    """
    row = row_of(solver, state.claims)
    if row.unique and row.repeated:
        return closed("uniqueItems")
    shortest, longest = row.shortest(), row.longest()
    if longest < shortest:
        return closed("contains" if row.tallies else "length")
    for index in sorted(row.ats):
        # Most cases are closed by the items that more is asked of.
        outcome = solver.solve(row.literals(index))
        if isinstance(outcome, Closed):
            return outcome
    build = _Build(solver, row, row.tail)
    solver.budget.tick(min(longest, _MAX_LENGTH) // 16)
    rooms = _rooms(build, longest)
    if len(rooms) < min(shortest, _MAX_LENGTH):
        return build.record.outcome()
    if shortest > _MAX_LENGTH or (shortest > _MAX_PLACED and (row.tallies or row.unique or row.repeated)):
        return Open(row.sized, TOO_LONG)
    if longest > len(rooms) == _MAX_LENGTH:
        build.record.add(Open(row.sized, TOO_LONG))
    for size in range(shortest, len(rooms) + 1):
        for places in _placed(build, rooms[:size]):
            found = _values(build, places)
            if found is not None:
                return Witness(found, height_of(found))
    if row.tallies:
        build.record.rules.add("contains")
    return build.record.outcome()


def _rooms(build: _Build, longest: int) -> _Places:
    """Give the literals of each index up to the one for which there is no value."""
    found: _Places = []
    for index in range(min(longest, _MAX_LENGTH)):
        if index > build.tail:
            found.append(found[build.tail])
            continue
        build.solver.budget.tick((1 + len(build.row.groups)) // 4)
        literals = build.row.literals(index)
        outcome = build.solver.solve(literals)
        if isinstance(outcome, Closed):
            build.record.add(outcome)
            break
        if isinstance(outcome, Open):
            build.record.add(outcome)
        found.append(literals)
    return found


def _placed(build: _Build, places: _Places) -> Iterator[_Places]:
    """Give the items' literals with all demands placed, in all ways for which there are values."""
    wanted = [_Demand(each.index, frozenset(each.codes)) for each in build.row.beyonds]
    for number, tally in enumerate(build.row.tallies):
        wanted.extend(_Demand(0, frozenset({tally.code}), number) for _ in range(tally.least))
    limits = [tally for tally in build.row.tallies if tally.most is not None]
    for found in _demanded(build, wanted, places):
        yield from _limited(build, limits, found)


def _demanded(build: _Build, wanted: list[_Demand], places: _Places) -> Iterator[_Places]:
    """Give each demand to a place; places that are alike are tried once."""
    if not wanted:
        yield places
        return
    first, rest = wanted[0], wanted[1:]
    tried: set[frozenset[int]] = set()
    for index in range(first.start, len(places)):
        before = places[index]
        if index >= build.tail:
            if before in tried:
                continue
            tried.add(before)
        build.solver.budget.tick()
        if build.value(before | first.codes) is None:
            continue
        changed = [*places[:index], before | first.codes, *places[index + 1 :]]
        # The same demand again needs a place of its own, and their order does not matter.
        again = rest and first.tally is not None and rest[0].tally == first.tally
        later = (
            [replace(each, start=index + 1) if each.tally == first.tally else each for each in rest] if again else rest
        )
        yield from _demanded(build, later, changed)


def _limited(build: _Build, limits: list[Tally], places: _Places) -> Iterator[_Places]:
    """Refuse literals that too many items would make, at each place or not."""
    if not limits:
        yield places
        return
    if len(places) > _MAX_PLACED:
        build.record.add(Open("maxContains"))
        return
    tally, most = limits[0], limits[0].most or 0
    for found in _refused(build, tally.code, places, index=0, allowed=most):
        yield from _limited(build, limits[1:], found)


def _refused(build: _Build, code: int, places: _Places, *, index: int, allowed: int) -> Iterator[_Places]:
    while index < len(places) and code ^ 1 in places[index]:
        index += 1
    if index == len(places):
        yield places
        return
    before = places[index]
    build.solver.budget.tick()
    if code not in before and build.value(before | {code ^ 1}) is not None:
        changed = [*places[:index], before | {code ^ 1}, *places[index + 1 :]]
        yield from _refused(build, code, changed, index=index + 1, allowed=allowed)
    if allowed > 0:
        yield from _refused(build, code, places, index=index + 1, allowed=allowed - 1)


def _values(build: _Build, places: _Places) -> list[Any] | None:
    if build.row.unique:
        found, reason = distinct(build.solver, places)
        if reason is not None:
            build.record.add(reason)
        return found
    if build.row.repeated:
        return _twice(build, places)
    values = []
    for literals in places:
        outcome = build.value(literals)
        if outcome is None:
            return None
        values.append(outcome.value)
    return values


def _twice(build: _Build, places: _Places) -> list[Any] | None:
    """Find items of which two are equal."""
    for second in range(1, len(places)):
        for first in range(second):
            both = build.value(places[first] | places[second])
            if both is None:
                continue
            rest = [build.value(literals) for literals in places]
            if any(each is None for each in rest):
                return None
            return [both.value if index in {first, second} else each.value for index, each in enumerate(rest) if each]
    build.record.rules.add("uniqueItems")
    return None
