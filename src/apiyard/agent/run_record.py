"""What is on disk about a running process, so that the next agent finds it, whatever line this one died at."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from pathlib import Path

from apiyard.agent.born import born, with_token
from apiyard.agent.disk import read_json, write_json
from apiyard.core.noun import dataclass, replace

FILE = "run.json"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run of a process.

    Args:
        token: carried by the process in its environment.
        pid: its process id, 0 while it is being started.
        birth: its identity beside the pid.
        port: the port it was given, None for none.
        restarts: how often the unit was started again before.
        ended: whether it was ended on purpose; the next start is then no restart.
    """

    token: str
    pid: int = 0
    birth: str = ""
    port: int | None = None
    restarts: int = 0
    ended: bool = False

    @property
    def alive(self) -> bool:
        """Whether this very process still runs."""
        return bool(self.birth) and born(self.pid) == self.birth


def new_token() -> str:
    """Give a fresh run token."""
    return secrets.token_hex(16)


def write_run(folder: Path, run: RunRecord) -> None:
    """Write a run down; before the start without a pid, after it with one.

    Args:
        folder: the unit's folder.
        run: the run.

    Raises:
        UnavailableError: the disk is full or read-only.
    """
    write_json(folder / FILE, asdict(run))


def find_run(folder: Path) -> RunRecord | None:
    """Find the process that an earlier agent started.

    Args:
        folder: the unit's folder.

    Returns:
        The run if its process lives, also when the agent died between the start and writing down the pid;
        the run with pid 0 when it ended; None when there never was one.
    """
    value = read_json(folder / FILE)
    if value is None or not isinstance(value.get("token"), str):
        return None
    run = RunRecord(
        token=value["token"],
        pid=int(value.get("pid") or 0),
        birth=str(value.get("birth") or ""),
        port=value.get("port"),
        restarts=int(value.get("restarts") or 0),
        ended=bool(value.get("ended")),
    )
    if run.alive:
        return run
    pids = with_token(run.token) if run.pid == 0 else ()
    pid = pids[0] if pids else 0
    return replace(run, pid=pid, birth=born(pid) if pid else "")
