"""Readings: what has been counted of the calls to baseline and canary since a rollout began."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from apiyard.core.errors import InvalidInputError
from apiyard.core.noun import dataclass, field


@dataclass(frozen=True, slots=True)
class Counts:
    """Calls to one version.

    Args:
        requests: how many were answered.
        errors: how many of them count as errors.

    Raises:
        InvalidInputError: negative, or more errors than requests.
    """

    requests: int = 0
    errors: int = 0

    def __post_init__(self) -> None:
        """Check the order of the two numbers."""
        if not 0 <= self.errors <= self.requests:
            raise InvalidInputError("errors must be between 0 and the requests", piece=f"{self.errors}/{self.requests}")

    @property
    def rate(self) -> float:
        """Errors per request; 0 when nothing was asked."""
        return self.errors / self.requests if self.requests else 0.0

    def covers(self, earlier: Counts) -> bool:
        """Tell whether these counts can follow earlier ones: nothing went backward.

        Args:
            earlier: cumulative counts read before.
        """
        return (
            self.requests >= earlier.requests
            and self.errors >= earlier.errors
            and self.requests - earlier.requests >= self.errors - earlier.errors
        )

    def since(self, earlier: Counts) -> Counts:
        """Give what came after earlier counts.

        Args:
            earlier: cumulative counts that these cover.
        """
        return Counts(self.requests - earlier.requests, self.errors - earlier.errors)


@dataclass(frozen=True, slots=True)
class Pair:
    """Cumulative counts of both versions over the same time.

    Args:
        baseline: calls to the version that serves now.
        canary: calls to the version on trial.
    """

    baseline: Counts = field(default_factory=Counts)
    canary: Counts = field(default_factory=Counts)

    def covers(self, earlier: Pair) -> bool:
        """Tell whether this pair can follow an earlier one.

        Args:
            earlier: what was read before.
        """
        return self.baseline.covers(earlier.baseline) and self.canary.covers(earlier.canary)

    def since(self, earlier: Pair) -> Pair:
        """Give what came after an earlier pair.

        Args:
            earlier: what was read before, covered by this pair.
        """
        return Pair(self.baseline.since(earlier.baseline), self.canary.since(earlier.canary))


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the traffic records, cumulative since the rollout began.

    Args:
        whole: all calls to operations that both versions have.
        operations: the same by operation id; an operation that was not called may be left out.
        complete: whether every record up to the end of the reading is there; a reading with lost or late
            records is never judged, since what is missing might be the errors.
    """

    whole: Pair = field(default_factory=Pair)
    operations: Mapping[str, Pair] = field(default_factory=dict)
    complete: bool = True


def reading_of(
    operations: Mapping[str, Mapping[str, tuple[int, int]]],
    *,
    baseline: str,
    canary: str,
    added: Collection[str] = (),
    complete: bool = True,
) -> Reading:
    """Lay counts by operation and version side by side.

    Operations that only the canary has get calls that the baseline never gets, so they stay out of the whole; each of
    them is compared with the baseline's whole instead.

    Args:
        operations: (requests, errors) by operation and version, cumulative since the rollout began.
        baseline: the version that serves now.
        canary: the version on trial.
        added: operations that the baseline does not have.
        complete: whether every record is there.

    Returns:
        The reading.
    """
    pairs = {
        name: Pair(Counts(*versions.get(baseline, (0, 0))), Counts(*versions.get(canary, (0, 0))))
        for name, versions in operations.items()
    }
    shared = [pair for name, pair in pairs.items() if name not in added]
    whole = Pair(_sum(pair.baseline for pair in shared), _sum(pair.canary for pair in shared))
    for name in pairs.keys() & set(added):
        pairs[name] = Pair(whole.baseline, pairs[name].canary)
    return Reading(whole, pairs, complete)


def _sum(counts: Iterable[Counts]) -> Counts:
    every = tuple(counts)
    return Counts(sum(one.requests for one in every), sum(one.errors for one in every))
