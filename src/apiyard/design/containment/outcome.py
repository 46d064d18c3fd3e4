"""What comes of a goal: a value that makes it, a proof that there is none, or neither."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, TypeAlias

from apiyard.core.noun import dataclass, field
from apiyard.design.containment.budget import Budget
from apiyard.design.containment.holds import Scale
from apiyard.design.containment.library import Library


@dataclass(frozen=True, slots=True)
class Witness:
    """A value for which all literals of a goal hold.

    Args:
        value: the value.
        height: how deep it nests; 0 for what is no array or object.
    """

    value: Any
    height: int = 0


@dataclass(frozen=True, slots=True)
class Closed:
    """There is no such value.

    Args:
        rules: the rules that say so.
    """

    rules: frozenset[str]


@dataclass(frozen=True, slots=True)
class Open:
    """Nobody knows.

    Args:
        keyword: what could not be decided.
        why: why not, if there is more to say.
    """

    keyword: str
    why: str = ""


Outcome: TypeAlias = Witness | Closed | Open


@dataclass(slots=True)
class Record:
    """What the cases of a goal came to, as long as none has a witness."""

    rules: set[str] = field(default_factory=set)
    open: str = ""
    why: str = ""

    def add(self, outcome: Closed | Open) -> None:
        """Note what a case came to."""
        if isinstance(outcome, Closed):
            self.rules |= outcome.rules
        elif not self.open or outcome.keyword == "depth":
            # What was only too deep can be decided with more room; that must not be forgotten.
            self.open, self.why = outcome.keyword, outcome.why

    def outcome(self) -> Closed | Open:
        """Give what all cases together came to."""
        return Open(self.open, self.why) if self.open else Closed(frozenset(self.rules))


TOO_LONG = "a value that shows it is too long to be written"
"""Why a bound is not decided that only long values tell from another one."""


class Solver(Protocol):
    """What finds values for goals inside others."""

    library: Library
    budget: Budget
    scale: Scale

    def solve(self, goal: frozenset[int]) -> Outcome:
        """Find a value for which all literals hold."""
        ...

    def same(self, code: int, other: int) -> bool:
        """Say whether two literals speak of the same schema."""
        ...

    def values(self, goal: Iterable[int], most: int) -> tuple[list[Any], Outcome | None]:
        """Find several different values."""
        ...


def height_of(value: Any) -> int:
    """Say how deep a value nests."""
    height, row = -1, [value]
    while row:
        height += 1
        below: list[Any] = []
        for each in row:
            if isinstance(each, dict):
                below.extend(each.values() or [None])
            elif isinstance(each, list):
                below.extend(each or [None])
        row = below
    return height


def closed(rule: str) -> Closed:
    """Give the outcome of a case that one rule closes."""
    return Closed(frozenset((rule,)))
