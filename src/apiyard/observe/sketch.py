"""A mergeable sketch of durations: counts in logarithmic buckets, each quantile within one percent.

After C. Masson, J. E. Rim, H. K. Lee: DDSketch: A fast and fully-mergeable quantile sketch with relative-error
guarantees, PVLDB 12(12), 2019. Durations end at a year, so the number of buckets is bounded (at most 1,556) without
collapsing any.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from apiyard.core.noun import dataclass, field

ACCURACY = 0.01
"""The relative error of a quantile."""

GAMMA = (1 + ACCURACY) / (1 - ACCURACY)
"""The ratio of successive bucket bounds."""

LONGEST_US = 366 * 86_400 * 1_000_000
"""Longer durations count as this one, in microseconds."""

SQL_BUCKET = f"CAST(ceil(ln(greatest(duration_us, 1)) / {math.log(GAMMA)!r}) AS INTEGER)"
"""The bucket of a duration, for DuckDB; the same as ``bucket``."""


def bucket(duration_us: int) -> int:
    """Give the bucket of a duration.

    Args:
        duration_us: microseconds; less than one counts as one.

    Returns:
        The index i for which gamma^(i-1) < duration <= gamma^i.
    """
    return math.ceil(math.log(min(max(duration_us, 1), LONGEST_US)) / math.log(GAMMA))


@dataclass(frozen=True, slots=True)
class Sketch:
    """Counts by bucket.

    Args:
        counts: bucket and how many durations fell into it.
    """

    counts: Mapping[int, int] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, durations_us: Iterable[int]) -> Sketch:
        """Sketch durations.

        Args:
            durations_us: microseconds.

        Returns:
            The sketch.
        """
        counts: dict[int, int] = {}
        for duration in durations_us:
            index = bucket(duration)
            counts[index] = counts.get(index, 0) + 1
        return cls(counts)

    @property
    def total(self) -> int:
        """How many durations it holds."""
        return sum(self.counts.values())

    def merge(self, other: Sketch) -> Sketch:
        """Give the sketch of both; the same as one sketch of all durations, in whatever order.

        Args:
            other: another sketch.

        Returns:
            A new sketch.
        """
        counts = dict(self.counts)
        for index, count in other.counts.items():
            counts[index] = counts.get(index, 0) + count
        return Sketch(counts)

    def quantile(self, q: float) -> float | None:
        """Estimate a quantile.

        Args:
            q: 0 to 1.

        Returns:
            Microseconds, within ACCURACY of the duration of rank floor(q * (n - 1)); None when it holds nothing.
        """
        rank, seen = math.floor(q * (self.total - 1)), 0
        for index in sorted(self.counts):
            seen += self.counts[index]
            if seen > rank:
                return float(2 * GAMMA**index / (GAMMA + 1))
        return None
