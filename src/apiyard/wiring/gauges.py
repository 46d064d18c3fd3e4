"""What the control plane can tell a monitor about the house, read at the moment it is asked."""

from __future__ import annotations

from datetime import timedelta

from apiyard.core.clock import SystemClock
from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass, field
from apiyard.wiring.node_messages import NodeStatus, ProcessState
from apiyard.wiring.parts import Parts
from apiyard.wiring.state import read_state

_RECENT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Gauge:
    """One reading.

    Args:
        name: its name; ``_total`` at the end for one that only grows.
        value: the reading.
        labels: its labels.
    """

    name: str
    value: float
    labels: dict[str, str] = field(default_factory=dict)


def gauges(parts: Parts) -> list[Gauge]:
    """Read everything.

    Args:
        parts: the doors.

    Returns:
        The readings; those of an agent that does not answer are left out, which ``apiyard_agent_up`` tells.
    """
    state = read_state(parts.store.intents)
    found = [
        Gauge("apiyard_ledger_facts_total", parts.store.ledger.head()),
        Gauge("apiyard_rollouts_under_way", len(state.all("rolling"))),
        Gauge("apiyard_deployments", len(state.all("deployment"))),
        Gauge("apiyard_notices_waiting", sum(not each["delivered"] for each in state.all("notice").values())),
    ]
    now = SystemClock().now()
    for environment in state.all("environment"):
        known = parts.traffic.watches.completeness(environment, now - _RECENT)
        here = {"environment": environment}
        found.append(Gauge("apiyard_records_recorded", known.recorded, here))
        found.append(Gauge("apiyard_records_missing", known.missing, here))
        if known.through is not None:
            found.append(Gauge("apiyard_records_lag_seconds", (now - known.through).total_seconds(), here))
    try:
        node = parts.node.status()
    except ApiyardError:
        return [*found, Gauge("apiyard_agent_up", 0)]
    return [*found, Gauge("apiyard_agent_up", 1), *_of_node(node)]


def _of_node(node: NodeStatus) -> list[Gauge]:
    found = []
    for gateway in node.gateways:
        here = {"environment": gateway.environment}
        found.append(Gauge("apiyard_gateway_up", gateway.state is ProcessState.HEALTHY, here))
        found.append(Gauge("apiyard_gateway_restarts_total", gateway.restarts, here))
    for environment, counters in node.spools.items():
        here = {"environment": environment}
        found.append(Gauge("apiyard_gateway_requests_total", counters.completed, here))
        found.append(Gauge("apiyard_records_spooled_total", counters.spooled, here))
        found.append(Gauge("apiyard_records_dropped_total", counters.dropped, here))
        found.append(Gauge("apiyard_spool_pending_bytes", counters.pending_bytes, here))
    return found
