"""What a rollout is shown at each step: instances, the effective split, the traffic, and what a person ordered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from apiyard.core.noun import dataclass, field
from apiyard.deploy.instance import Health, Report
from apiyard.deploy.reading import Reading


class Order(StrEnum):
    """What a person asks of a rollout; a closed set."""

    NONE = ""
    ABORT = "abort"
    ROLLBACK = "rollback"


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of the kept cases that were sent to the canary.

    Args:
        cases: how many were sent.
        refused: what the canary refused or answered otherwise than was promised, one sentence each.
        skipped: how many the baseline's contract does not promise any more.
    """

    cases: int
    refused: tuple[str, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Readings:
    """One look at the world.

    Args:
        instances: what is seen of the canary's instances, by id; one that is not there is left out.
        split: the split that is effective in the gateway, in basis points by version; None when nobody knows.
        traffic: cumulative counts since the rollout began; None when there are none.
        order: what a person asked for.
        by: who asked, such as ``user:NAME``.
        told: ids of notices that the channels have taken.
        replayed: what became of the kept cases; None as long as they were not sent.
    """

    instances: Mapping[str, Report] = field(default_factory=dict)
    split: Mapping[str, int] | None = None
    traffic: Reading | None = None
    order: Order = Order.NONE
    by: str = ""
    told: Collection[str] = ()
    replayed: Replayed | None = None

    def has_split(self, wanted: Mapping[str, int]) -> bool:
        """Tell whether a split is effective; a weight of 0 is the same as none.

        Args:
            wanted: basis points by version.
        """
        if self.split is None:
            return False
        return {k: v for k, v in self.split.items() if v} == {k: v for k, v in wanted.items() if v}

    def missing(self, ids: Collection[str]) -> tuple[str, ...]:
        """Give those of the instances that are not there.

        Args:
            ids: instances that are wanted.
        """
        return tuple(one for one in ids if one not in self.instances)

    def present(self, ids: Collection[str]) -> tuple[str, ...]:
        """Give those of the instances that are there.

        Args:
            ids: instances that are not wanted.
        """
        return tuple(one for one in ids if one in self.instances)

    def failed(self, ids: Collection[str]) -> Report | None:
        """Give the first of the instances for which waiting does not help.

        Args:
            ids: instances that are wanted.
        """
        return next(
            (self.instances[one] for one in self.present(ids) if self.instances[one].health is Health.FAILED), None
        )

    def all_healthy(self, ids: Collection[str]) -> bool:
        """Tell whether every one of the instances is healthy.

        Args:
            ids: instances that are wanted.
        """
        return all(one in self.instances and self.instances[one].health is Health.HEALTHY for one in ids)
