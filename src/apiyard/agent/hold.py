"""One agent for one state folder: a lock that the kernel gives back when its holder dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from apiyard.core.errors import ConflictError

LOCK = "agent.lock"


_PATIENCE_SECONDS = 2.0


def _lock(handle: int) -> None:
    """Take the lock; an agent that is just ending still holds it for a moment."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.05)
        else:
            return


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Hold a state folder while the block runs (flock(2)).

    Args:
        folder: the agent's state folder.

    Raises:
        ConflictError: another agent holds it; names its pid.
    """
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            _lock(handle)
        except BlockingIOError as error:
            holder = os.pread(handle, 64, 0).decode("ascii", "replace").strip()
            raise ConflictError(
                f"another agent (pid {holder or 'unknown'}) already runs on this state folder",
                where=str(folder),
                hint="use that agent, or end it before you start another one, or give another --state",
                code="agent-already-runs",
            ) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)
