"""What the control plane counts about itself, in the Prometheus text format 0.0.4."""

from __future__ import annotations

import threading
from collections import Counter

from apiyard.core.noun import dataclass, field

_HELP = {
    "apiyard_loop_runs_total": "Runs of a loop that ended well.",
    "apiyard_loop_faults_total": "Runs of a loop that ended with an error.",
    "apiyard_agent_up": "Whether the node agent answers.",
    "apiyard_deployments": "Versions that are deployed.",
    "apiyard_gateway_requests_total": "Requests that Envoy counted.",
    "apiyard_gateway_restarts_total": "How often the gateway's Envoy was started again.",
    "apiyard_gateway_up": "Whether the gateway is healthy.",
    "apiyard_ledger_facts_total": "Facts in the ledger.",
    "apiyard_notices_waiting": "Notices that no channel has taken yet.",
    "apiyard_records_dropped_total": "Records that the full spool refused.",
    "apiyard_records_lag_seconds": "How far behind the watermark of the records is.",
    "apiyard_records_missing": "Requests of the last hour that Envoy counted and no record tells of.",
    "apiyard_records_recorded": "Records of the last hour.",
    "apiyard_records_spooled_total": "Records that the agent wrote to its spool.",
    "apiyard_rollouts_under_way": "Rollouts that have not ended.",
    "apiyard_spool_pending_bytes": "Bytes in the spool that nobody acknowledged yet.",
}


@dataclass(frozen=True, slots=True)
class Metrics:
    """Counters and gauges by name and labels.

    Args:
        values: the readings.
        lock: held while one is changed.
    """

    values: Counter[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, name: str, amount: float = 1, **labels: str) -> None:
        """Add to a counter.

        Args:
            name: its name, ending in ``_total``.
            amount: how much.
            labels: its labels.
        """
        with self.lock:
            self.values[name, tuple(sorted(labels.items()))] += amount  # type: ignore[assignment]

    def gauge(self, name: str, value: float, **labels: str) -> None:
        """Set a gauge.

        Args:
            name: its name.
            value: the reading.
            labels: its labels.
        """
        with self.lock:
            self.values[name, tuple(sorted(labels.items()))] = value  # type: ignore[assignment]

    def exposition(self) -> str:
        """Give all readings in the text format."""
        with self.lock:
            values = sorted(self.values.items())
        lines: list[str] = []
        told: set[str] = set()
        for (name, labels), value in values:
            if name not in told:
                told.add(name)
                kind = "counter" if name.endswith("_total") else "gauge"
                lines += [f"# HELP {name} {_HELP.get(name, name)}", f"# TYPE {name} {kind}"]
            inside = ",".join(f'{key}="{_escape(text)}"' for key, text in labels)
            lines.append(f"{name}{{{inside}}} {value:g}" if inside else f"{name} {value:g}")
        return "\n".join(lines) + "\n"


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
