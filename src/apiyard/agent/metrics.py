"""The agent's figures in the Prometheus text format (exposition format 0.0.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from apiyard.wiring.node_messages import NodeStatus, ProcessState

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _line(name: str, labels: Mapping[str, str], value: float) -> str:
    inside = ",".join(f'{label}="{_escape(text)}"' for label, text in labels.items())
    return f"{name}{{{inside}}} {value:g}" if inside else f"{name} {value:g}"


_Samples = Iterable[tuple[Mapping[str, str], float]]


def _family(name: str, kind: str, help_: str, samples: _Samples) -> list[str]:  # noqa: PLR0917 - a table below
    return [f"# HELP {name} {help_}", f"# TYPE {name} {kind}", *(_line(name, *sample) for sample in samples)]


def render(status: NodeStatus) -> str:
    """Give the figures of a node.

    Args:
        status: how the agent and all it owns are.

    Returns:
        The text; one series for each gateway, process and spool, never for a request.
    """
    well = ProcessState.HEALTHY
    gateways = [({"environment": one.environment}, one) for one in status.gateways]
    processes = [({"process": one.id}, one) for one in status.processes]
    spools = [({"environment": name}, one) for name, one in status.spools.items()]
    lines = [
        *_family("apiyard_agent_ready", "gauge", "1 when everything on disk was picked up.", [({}, status.ready)]),
        *_family("apiyard_agent_started_seconds", "gauge", "Start, seconds since 1970.", [({}, status.started)]),
        *_family(
            "apiyard_gateway_up", "gauge", "1 when its Envoy is live.", [(at, g.state is well) for at, g in gateways]
        ),
        *_family(
            "apiyard_gateway_connected", "gauge", "1 when its Envoy listens.", [(at, g.connected) for at, g in gateways]
        ),
        *_family(
            "apiyard_gateway_settled",
            "gauge",
            "1 when what it serves is the last good snapshot.",
            [(at, g.digest == g.last_good_digest) for at, g in gateways],
        ),
        *_family("apiyard_gateway_restarts_total", "counter", "Restarts.", [(at, g.restarts) for at, g in gateways]),
        *_family("apiyard_process_up", "gauge", "1 when it is well.", [(at, p.state is well) for at, p in processes]),
        *_family("apiyard_process_restarts_total", "counter", "Restarts.", [(at, p.restarts) for at, p in processes]),
        *_family("apiyard_requests_completed_total", "counter", "By Envoy.", [(at, s.completed) for at, s in spools]),
        *_family("apiyard_records_spooled_total", "counter", "Kept.", [(at, s.spooled) for at, s in spools]),
        *_family(
            "apiyard_records_dropped_total",
            "counter",
            "Refused by a full spool.",
            [(at, s.dropped) for at, s in spools],
        ),
        *_family("apiyard_spool_bytes", "gauge", "Not acknowledged.", [(at, s.pending_bytes) for at, s in spools]),
    ]
    return "\n".join(lines) + "\n"
