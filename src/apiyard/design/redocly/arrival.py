"""The noun of a place in a document that was reached as an object of some kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from apiyard.core.noun import dataclass
from apiyard.spec.inventory import Spot


@dataclass(frozen=True, slots=True)
class Arrival:
    """A value that was reached as an object of some kind.

    Args:
        kind: the name of the kind.
        value: the value, behind all references.
        key: the name or the index under which it was reached.
        spot: where the value stands.
        written: the value as it is written where it was reached: perhaps a reference.
        source: where that stands.
        parent: what it was reached from; None for the whole document.
        first: whether it had not been reached as this kind before.
    """

    kind: str
    value: Any
    key: str | int
    spot: Spot
    written: Any
    source: Spot
    parent: Arrival | None
    first: bool

    def up(self, kind: str) -> Arrival | None:
        """Give the nearest arrival of a kind that it was reached from."""
        return next((each for each in self.above() if each.kind == kind), None)

    def above(self) -> Iterator[Arrival]:
        """Give what it was reached from, the nearest first."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent

    def below(self, *keys: str | int) -> Spot:
        """Give the place of something below the value."""
        return Spot(self.spot.uri, (*self.spot.path, *keys))


@dataclass(frozen=True, slots=True)
class Arrivals:
    """All arrivals of a document.

    Args:
        version: the format, such as ``oas3_1``.
        by_kind: the arrivals by the name of their kind, in order.
        references: those that were written as a reference, in order; the value of one to nothing is `MISSING`.
    """

    version: str
    by_kind: Mapping[str, Sequence[Arrival]]
    references: Sequence[Arrival]

    def all(self, *kinds: str) -> Iterator[Arrival]:
        """Give each arrival of some kinds, with those of a value that was reached before."""
        for kind in kinds:
            yield from self.by_kind.get(kind, ())

    def first(self, *kinds: str) -> Iterator[Arrival]:
        """Give each value of some kinds once, as it was reached first."""
        return (each for each in self.all(*kinds) if each.first)
