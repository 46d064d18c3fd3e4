"""The door through which processes are started and ended: own session, output to a file, no shell."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from apiyard.agent.born import RUN_VARIABLE, born, with_token
from apiyard.core.noun import dataclass, field


@dataclass(frozen=True, slots=True)
class Launch:
    """All that is needed to start a process.

    Args:
        argv: the program and its arguments.
        env: variables besides PATH, LANG and the run token.
        cwd: the folder it runs in.
        output: the file that it appends to.
        port: the port it was given, None for none.
    """

    argv: Sequence[str]
    cwd: Path
    output: Path
    env: Mapping[str, str] = field(default_factory=dict)
    port: int | None = None


def clean_environment(extra: Mapping[str, str], token: str) -> dict[str, str]:
    """Give the environment of a child: nothing of the agent's own but the search path.

    Args:
        extra: what its spec names.
        token: the run token.

    Returns:
        The variables. The folder of the agent's interpreter comes first in PATH, so that ``python`` is that one.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    # A Python service shall tell its last words at once, and not write into its read-only artefact.
    python = {"PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return {"PATH": path, "LANG": "C.UTF-8", **python, **extra, RUN_VARIABLE: token}


def start(launch: Launch, token: str) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own; it outlives the agent.

    Args:
        launch: what to start.
        token: the run token it is found by when the agent dies before it wrote down the pid.

    Returns:
        The child.

    Raises:
        OSError: the program does not exist or may not be executed.
    """
    descriptor = os.open(launch.output, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "ab", buffering=0) as output:
        return subprocess.Popen(
            list(launch.argv),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=launch.cwd,
            env=clean_environment(launch.env, token),
            start_new_session=True,
            umask=0o077,
        )


def send(pid: int, birth: str, what: signal.Signals) -> bool:
    """Send a signal to a process and its group, if it is still the same process.

    Args:
        pid: its process id, also the id of its group.
        birth: what ``born`` said when it was started.
        what: the signal.

    Returns:
        Whether it was sent.
    """
    if not birth or born(pid) != birth:
        return False
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, what)
        return True
    return False


def end_descendants(token: str) -> int:
    """Kill what a dead process left behind: whatever carries its run token.

    Args:
        token: the run token.

    Returns:
        How many processes were killed.
    """
    left = with_token(token)
    for pid in left:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    return len(left)
