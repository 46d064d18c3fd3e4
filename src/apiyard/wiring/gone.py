"""Whether a process has ended, also one that this process started and nobody waited for."""

from __future__ import annotations

import os
from contextlib import suppress


def is_gone(pid: int) -> bool:
    """Say whether a process has ended; one of our own children is buried with that.

    Args:
        pid: its process id.

    Returns:
        Whether nothing of it runs any more; True, too, when the id belongs to somebody else's process by now.
    """
    with suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return True
    return False
