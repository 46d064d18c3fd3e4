"""What a run has covered, in numbers."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.noun import dataclass, field


@dataclass(frozen=True, slots=True)
class Covered:
    """One measure of a run.

    Args:
        measure: id of the measure.
        noun: what is counted, in the plural.
        met: the numerator.
        total: the denominator; 0 when the contract has nothing of the sort.
        missing: names of what was not met, in the order of the contract.
    """

    measure: str
    noun: str
    met: int
    total: int
    missing: tuple[str, ...] = ()

    @property
    def percent(self) -> float | None:
        """The share in percent, None without a denominator; 100 only when nothing is missing."""
        if not self.total:
            return None
        share = self.met / self.total * 100
        return share if self.met == self.total else min(share, 99.9)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one operation was asked.

    Args:
        operation: its id.
        method: its method, in upper case.
        path: its template.
        pointer: where it stands in the contract.
        statuses: how often each status came back; ``none`` counts missing replies.
        failures: how many different failures it has.
    """

    operation: str
    method: str
    path: str
    pointer: str
    statuses: Mapping[str, int] = field(default_factory=dict)
    failures: int = 0

    @property
    def cases(self) -> int:
        """How many requests it was sent."""
        return sum(self.statuses.values())
