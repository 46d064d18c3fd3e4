"""What an agent is told at its start."""

from __future__ import annotations

from pathlib import Path

from apiyard.core.noun import dataclass


@dataclass(frozen=True, slots=True)
class AgentOptions:
    """The settings of an agent.

    Args:
        state: folder of what must outlive it: last good snapshots, process records, artefacts, spools.
        run_dir: folder of its sockets; its path is short (a socket's path has at most 100 characters).
        envoy: path of the Envoy program; None for the one from the wheel.
        envoy_workers: worker threads of each Envoy.
        settle_seconds: how long an Envoy must live with a snapshot before it counts as good.
        probation_seconds: an Envoy that dies this soon after a new snapshot goes back to the last good one.
        drain_seconds: how long a gateway that ends may take to finish its calls.
        spool_bytes: bytes of unread records on disk, for each environment.
    """

    state: Path
    run_dir: Path
    envoy: str | None = None
    envoy_workers: int = 2
    settle_seconds: float = 3.0
    probation_seconds: float = 15.0
    drain_seconds: float = 5.0
    spool_bytes: int = 256 * 1024 * 1024
