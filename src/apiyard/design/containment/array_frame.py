"""What is claimed of an array: its length, and which literals hold for each item by its index."""

from __future__ import annotations

from collections.abc import Iterable

from apiyard.core.noun import dataclass, field
from apiyard.design.containment.claim import At, Beyond, Claim, Following, Repeated, Tally
from apiyard.design.containment.outcome import Solver
from apiyard.design.containment.part import Items, Size, Unique


@dataclass(slots=True)
class Row:
    """The claims of a case, by what they are about.

    Args:
        solver: finds values for items.
        least: so many items at least.
        most: so many at most; None for no bound.
        sized: the keyword that asks for so many at least.
        groups: what holds for items by index.
        ats: literals of single items, by index.
        beyonds: items that are somewhere.
        followings: what holds for items that nothing has evaluated.
        tallies: how many items make a literal hold.
        unique: whether all items differ.
        repeated: whether two items are equal.
    """

    solver: Solver
    least: int = 0
    most: int | None = None
    sized: str = "minItems"
    groups: list[Items] = field(default_factory=list)
    ats: dict[int, set[int]] = field(default_factory=dict)
    beyonds: list[Beyond] = field(default_factory=list)
    followings: list[Following] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    unique: bool = False
    repeated: bool = False

    @property
    def tail(self) -> int:
        """The index from which on all items are alike to all that speaks of items."""
        ends = [len(group.first) for group in self.groups]
        ends += [each.index for each in self.beyonds] + [each.index for each in self.followings]
        return max([*ends, *(index + 1 for index in self.ats)], default=0)

    def literals(self, index: int) -> frozenset[int]:
        """Give the literals that hold for the item at an index."""
        found = set(self.ats.get(index, ()))
        for group in self.groups:
            if index < len(group.first):
                found.add(group.first[index].code)
            elif group.rest is not None:
                found.add(group.rest.code)
        for each in self.followings:
            if index >= each.index:
                found.add(self.solver.library.either("unevaluatedItems", each.codes))
        return frozenset(found)

    def shortest(self) -> int:
        """Give the least length that can do."""
        ends = [index + 1 for index in self.ats] + [each.index + 1 for each in self.beyonds]
        return max([self.least, *ends, *(tally.least for tally in self.tallies), 2 if self.repeated else 0])

    def longest(self) -> int:
        """Give the length that does when any does: items behind it that nothing asks for can be left out."""
        asked = len(self.beyonds) + sum(tally.least for tally in self.tallies) + (2 if self.repeated else 0)
        found = max(self.least, self.tail) + asked
        return found if self.most is None else min(found, self.most)


def row_of(solver: Solver, claims: Iterable[Claim]) -> Row:
    """Give the claims of a case by what they are about."""
    row = Row(solver)
    for claim in claims:
        if isinstance(claim, Size):
            if claim.least > row.least:
                row.least, row.sized = claim.least, claim.keyword
            if claim.most is not None:
                row.most = claim.most if row.most is None else min(row.most, claim.most)
        elif isinstance(claim, Items):
            row.groups.append(claim)
        elif isinstance(claim, At):
            row.ats.setdefault(claim.index, set()).update(claim.codes)
        elif isinstance(claim, Beyond):
            row.beyonds.append(claim)
        elif isinstance(claim, Following):
            row.followings.append(claim)
        elif isinstance(claim, Tally):
            row.tallies.append(claim)
        elif isinstance(claim, Unique):
            row.unique = True
        elif isinstance(claim, Repeated):
            row.repeated = True
    return row
