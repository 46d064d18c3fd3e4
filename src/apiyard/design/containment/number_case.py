"""Numbers: bounds, multiples, integers and excluded points as one set (JSON Schema Validation, section 6.2)."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from apiyard.core.errors import ApiyardError
from apiyard.design.containment.budget import UndecidedError
from apiyard.design.containment.claim import Claim, Refused
from apiyard.design.containment.outcome import Closed, Open, Outcome, Solver, Witness
from apiyard.design.containment.part import Bound, Multiple, Part, Values, Whole
from apiyard.design.containment.state import State
from apiyard.design.containment.value import NUMBER, type_of
from apiyard.design.numbers.cell import Cell
from apiyard.design.numbers.numbers import ALL, INTEGERS, Numbers, points

_BOUNDS: Final = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"})


def solve_number(solver: Solver, state: State) -> Outcome:
    """Find a number that makes the claims of a case; one at a bound that matters is preferred.

    Args:
        solver: counts the steps.
        state: the case.
    """
    found, rules = ALL, set[str]()
    try:
        for claim in state.claims:
            part, positive = (claim.part, False) if isinstance(claim, Refused) else (claim, True)
            if isinstance(part, Bound | Multiple | Whole | Values):
                solver.budget.tick(1 + len(found.cells) // 4)
                numbers = _numbers(part)
                found &= numbers if positive else ~numbers
                rules.add("bounds" if part.keyword in _BOUNDS else part.keyword)
        some = found.some(1)
        if some:
            return Witness(_telling(found, state.claims, some[0]))
        return Closed(frozenset(rules)) if found.is_empty() else Open("multipleOf")
    except ApiyardError:
        return Open(next(iter(sorted(rules)), "type"))


def _numbers(part: Part) -> Numbers:
    if isinstance(part, Bound):
        at = Fraction(part.at)
        cell = Cell(high=at, high_open=part.open) if part.upper else Cell(low=at, low_open=part.open)
        return Numbers((cell,))
    if isinstance(part, Multiple):
        return Numbers((Cell(step=Fraction(part.of)),))
    if isinstance(part, Values):
        return points([value for value in part.values if type_of(value) == NUMBER])
    if isinstance(part, Whole):
        return INTEGERS
    raise UndecidedError(part.keyword)


def _telling(found: Numbers, claims: list[Claim], plain: float) -> float:
    """Prefer the number next to a bound that is refused: 11 where 10 was the most."""
    for claim in claims:
        if isinstance(claim, Refused) and isinstance(claim.part, Bound):
            at, up = Fraction(claim.part.at), claim.part.upper
            whole = at.numerator // at.denominator
            for near in (int(at) if at.denominator == 1 else whole, whole + 1 if up else whole - 1 + (at != whole)):
                if found.has(Fraction(near)):
                    return near
    return plain
