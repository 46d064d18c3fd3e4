"""The agent's figures in the Prometheus text format (exposition format 0.0.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from apiyard.wiring.node_messages import NodeStatus, ProcessState

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _line(name: str, labels: Mapping[str, str], value: float) -> str:
    inside = ",".join(f'{label}="{_escape(text)}"' for label, text in labels.items())
    return f"{name}{{{inside}}} {value:.15g}" if inside else f"{name} {value:.15g}"


def render(status: NodeStatus) -> str:
    """Give the figures of a node.

    Args:
        status: how the agent and all it owns are.

    Returns:
        The text; one series for each gateway, process and spool, never for a request.
    """
    lines: list[str] = []
    for (name, kind, help_), samples in (*_of_agent(status), *_of_gateways(status), *_of_spools(status)):
        lines += [f"# HELP {name} {help_}", f"# TYPE {name} {kind}"]
        lines += [_line(name, labels, value) for labels, value in samples]
    return "\n".join(lines) + "\n"


_Family = tuple[tuple[str, str, str], Sequence[tuple[Mapping[str, str], float]]]


def _of_agent(status: NodeStatus) -> Iterable[_Family]:
    yield ("apiyard_agent_ready", "gauge", "1 when everything on disk was picked up."), [({}, status.ready)]
    yield ("apiyard_agent_started_seconds", "gauge", "Start, seconds since 1970."), [({}, status.started)]
    processes = [({"process": one.id}, one) for one in status.processes]
    well = [(labels, float(one.state is ProcessState.HEALTHY)) for labels, one in processes]
    yield ("apiyard_process_up", "gauge", "1 when the process is well."), well
    restarts = [(labels, float(one.restarts)) for labels, one in processes]
    yield ("apiyard_process_restarts_total", "counter", "Restarts of the process."), restarts


def _of_gateways(status: NodeStatus) -> Iterable[_Family]:
    gateways = [({"environment": one.environment}, one) for one in status.gateways]
    well = [(labels, float(one.state is ProcessState.HEALTHY)) for labels, one in gateways]
    yield ("apiyard_gateway_up", "gauge", "1 when the Envoy is live."), well
    connected = [(labels, float(one.connected)) for labels, one in gateways]
    yield ("apiyard_gateway_connected", "gauge", "1 when the Envoy listens to the agent."), connected
    settled = [(labels, float(one.digest == one.last_good_digest)) for labels, one in gateways]
    yield ("apiyard_gateway_settled", "gauge", "1 when what it serves is the last good snapshot."), settled
    restarts = [(labels, float(one.restarts)) for labels, one in gateways]
    yield ("apiyard_gateway_restarts_total", "counter", "Restarts of the Envoy."), restarts


def _of_spools(status: NodeStatus) -> Iterable[_Family]:
    spools = [({"environment": name}, one) for name, one in status.spools.items()]
    completed = [(labels, float(one.completed)) for labels, one in spools]
    yield ("apiyard_requests_completed_total", "counter", "Requests by Envoy's own count."), completed
    spooled = [(labels, float(one.spooled)) for labels, one in spools]
    yield ("apiyard_records_spooled_total", "counter", "Records kept."), spooled
    dropped = [(labels, float(one.dropped)) for labels, one in spools]
    yield ("apiyard_records_dropped_total", "counter", "Records that a full spool refused."), dropped
    pending = [(labels, float(one.pending_bytes)) for labels, one in spools]
    yield ("apiyard_spool_bytes", "gauge", "Bytes that nobody acknowledged yet."), pending
