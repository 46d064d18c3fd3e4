"""A plan: how many requests a consumer may make in a time."""

from __future__ import annotations

from collections.abc import Mapping

from apiyard.core.errors import InvalidInputError, unknown
from apiyard.core.names import PlanName
from apiyard.core.noun import dataclass

MAX_REQUESTS = 1_000_000_000
"""The most requests that a plan can allow in its time."""

MAX_SECONDS = 86_400
"""The longest time that a plan counts over, in seconds: a day."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A rate that each consumer on the plan may reach.

    Args:
        name: the plan's name, as keys carry it.
        requests: how many requests, 1 to MAX_REQUESTS.
        per_seconds: in how many seconds, 1 to MAX_SECONDS.

    Raises:
        InvalidInputError: a number is out of its bounds.
    """

    name: PlanName
    requests: int
    per_seconds: int

    def __post_init__(self) -> None:
        """Check the bounds."""
        for field, value, most in (
            ("requests", self.requests, MAX_REQUESTS),
            ("per_seconds", self.per_seconds, MAX_SECONDS),
        ):
            if not 1 <= value <= most:
                raise InvalidInputError(
                    f"the {field} of a plan must be 1 to {most}", where=f"plan {self.name}", piece=str(value)
                )

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.per_seconds

    def __str__(self) -> str:
        """Give ``gold: 100 requests in 60 s``."""
        return f"{self.name}: {self.requests} requests in {self.per_seconds} s"


def find_plan(plans: Mapping[str, Plan], name: str, *, where: str = "") -> Plan:
    """Give a plan by name.

    Args:
        plans: plans by name.
        name: the name as written by the user.
        where: the place it was written at.

    Returns:
        The plan.

    Raises:
        UnknownNameError: there is no such plan; names the nearest one.
    """
    if name not in plans:
        raise unknown("plan", name, plans, where=where)
    return plans[name]
