"""Which process is which: a pid alone can be another process tomorrow, a pid and its birth cannot."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

RUN_VARIABLE = "APIYARD_RUN"
"""Every process that the agent starts carries this variable with a token of its own, as do its children."""

_PROC = Path("/proc")
_START_TIME = 19  # field 22 of proc_pid_stat(5), counted from field 3, which follows the command in parentheses


def _boot() -> str:
    try:
        return (_PROC / "sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


def born(pid: int) -> str:
    """Give the identity of a running process beside its pid.

    Args:
        pid: its process id.

    Returns:
        The boot of the machine and the start time in clock ticks since then (field 22 of ``/proc/PID/stat``, see
        proc_pid_stat(5)), off Linux what ``ps -o lstart=`` says; empty when it does not run or is a zombie.
    """
    if not sys.platform.startswith("linux"):
        return _born_by_ps(pid)
    try:
        stat = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return ""
    fields = stat[stat.rfind(")") + 2 :].split()
    return "" if fields[0] in "ZX" else f"{_boot()}:{fields[_START_TIME]}"


def _born_by_ps(pid: int) -> str:
    asked = subprocess.run(
        ["/bin/ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, timeout=5, check=False
    )
    state, _, start = asked.stdout.strip().partition(" ")
    return "" if state.startswith("Z") else start.strip()


def with_token(token: str) -> tuple[int, ...]:
    """Find the processes that carry a run token: the one that was started with it, and its descendants.

    Args:
        token: the token.

    Returns:
        Their pids, oldest first; empty off Linux, where nobody may look.
    """
    wanted = f"{RUN_VARIABLE}={token}".encode()
    found: list[tuple[int, int]] = []
    for entry in _PROC.glob("[0-9]*"):
        try:
            if entry.stat().st_uid != os.geteuid() or wanted not in (entry / "environ").read_bytes().split(b"\0"):
                continue
            stat = (entry / "stat").read_text()
        except OSError:
            continue
        fields = stat[stat.rfind(")") + 2 :].split()
        if fields[0] not in "ZX":
            found.append((int(fields[_START_TIME]), int(entry.name)))
    return tuple(pid for _, pid in sorted(found))
