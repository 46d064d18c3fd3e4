"""Finds processes that tests started and left behind, also those that have cut themselves loose."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path
from typing import NamedTuple

# Not APIYARD_*: those are settings, and an unknown one is refused.
MARK = "TESTS_OF_APIYARD_WORKER"
GRACE_SECONDS = 10.0
# Python's own tracker of shared memory ends with the interpreter.
ALLOWED = ("multiprocessing.resource_tracker",)


class Leftover(NamedTuple):
    """A process that should be gone, with its command line."""

    pid: int
    command: str


def mark() -> str:
    """Put a mark into this process's environment, which every process started from now on inherits."""
    value = f"{os.getpid()}.{time.monotonic_ns()}"
    os.environ[MARK] = value
    return value


def end_all(value: str) -> list[Leftover]:
    """Return what is still there of the processes with this mark after a grace time, and kill them."""
    deadline = time.monotonic() + GRACE_SECONDS
    while (left := find(value)) and time.monotonic() < deadline:
        time.sleep(0.1)
    for process in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
    return left


def find(value: str) -> list[Leftover]:
    """List living processes that carry the mark or descend from this one."""
    processes = [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]
    parents = {pid: parent for pid in processes if (parent := _parent(pid)) is not None}
    found = []
    for pid in parents:
        if pid != os.getpid() and (_is_descendant(pid, parents) or _carries(pid, value)):
            command = _read(pid, "cmdline").replace("\0", " ").strip()
            if command and not any(word in command for word in ALLOWED):
                found.append(Leftover(pid, command))
    return found


def _parent(pid: int) -> int | None:
    """The parent of a living process; None when it is gone or only waits to be reaped."""
    fields = _read(pid, "stat").rpartition(")")[2].split()
    return int(fields[1]) if fields and fields[0] not in "ZX" else None


def _is_descendant(pid: int, parents: dict[int, int]) -> bool:
    parent = parents.get(pid)
    while parent:
        if parent == os.getpid():
            return True
        parent = parents.get(parent)
    return False


def _carries(pid: int, value: str) -> bool:
    return f"{MARK}={value}" in _read(pid, "environ").split("\0")


def _read(pid: int, name: str) -> str:
    try:
        return Path("/proc", str(pid), name).read_text(errors="replace")
    except OSError:
        return ""
