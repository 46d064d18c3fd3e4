"""A split: which share of the calls of an API goes to which version."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.errors import InvalidInputError
from apiyard.core.names import Version
from apiyard.core.noun import dataclass

WHOLE = 10_000
"""The weights of a split add up to this: a weight is in hundredths of a percent (basis points)."""


@dataclass(frozen=True, slots=True)
class Split:
    """Weights by version, in basis points, that add up to WHOLE.

    Args:
        weights: version and its weight from 0 to WHOLE.

    Raises:
        InvalidInputError: a weight is negative or the sum is not WHOLE.
    """

    weights: Mapping[Version, int]

    def __post_init__(self) -> None:
        """Check the sum."""
        if not self.weights or min(self.weights.values()) < 0 or sum(self.weights.values()) != WHOLE:
            raise InvalidInputError(
                f"the weights of a split must be 0 to {WHOLE} and add up to {WHOLE}",
                piece=str(dict(self.weights)),
            )

    @classmethod
    def all_to(cls, version: Version) -> Split:
        """Send everything to one version.

        Args:
            version: the version.

        Returns:
            The split.
        """
        return cls({version: WHOLE})

    @classmethod
    def between(cls, stable: Version, canary: Version, canary_percent: float) -> Split:
        """Send a percentage to the canary and the rest to the stable version.

        Args:
            stable: the version that gets the rest.
            canary: the version that gets the share.
            canary_percent: 0 to 100.

        Returns:
            The split.
        """
        weight = round(canary_percent * WHOLE / 100)
        return cls({stable: WHOLE - weight, canary: weight})
