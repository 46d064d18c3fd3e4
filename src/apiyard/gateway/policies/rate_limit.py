"""Each consumer may call as often as its plan says, and no address can flood the gateway."""

from __future__ import annotations

from apiyard.gateway.ir import Ir
from apiyard.gateway.limits import address_limit, consumer_limit
from apiyard.gateway.policy import Phase, Placed, Policy


def _filters(ir: Ir) -> tuple[Placed, ...]:
    placed = [Placed(Phase.LIMIT, "apiyard.limit", consumer_limit(ir.access.plans))]
    if ir.ip_limit is not None:
        placed.append(Placed(Phase.ADDRESS, "apiyard.address", address_limit(ir.ip_limit)))
    return tuple(placed)


POLICY = Policy(
    id="rate-limit",
    why="One caller's load never becomes the other callers' failure.",
    phase=Phase.LIMIT,
    filters=_filters,
)
