"""A case: one request that is sent to a service, and why."""

from __future__ import annotations

from apiyard.core.noun import dataclass
from apiyard.spec.exchange import Request


@dataclass(frozen=True, slots=True)
class Case:
    """One request with its origin.

    Args:
        kind: id of the kind that made it.
        operation: id of the operation that it is meant for.
        origin: where it comes from, in words, such as ``example breakfast`` or ``good request, seed 7``.
        request: what is sent, without the service's base path and without the headers of the plan.
    """

    kind: str
    operation: str
    origin: str
    request: Request
