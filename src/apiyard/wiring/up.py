"""The journeys ``up`` and ``down``: start agent and control plane so that they outlive the command; end everything."""

from __future__ import annotations

import fcntl
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from apiyard.core.errors import ApiyardError, UnavailableError
from apiyard.core.noun import dataclass
from apiyard.settings.program import Program, make_run_dir
from apiyard.settings.state_folder import claim_state
from apiyard.wiring.client import ControlPlane, connect
from apiyard.wiring.interrupt import held_interrupt
from apiyard.wiring.mocks_address import mocks_address
from apiyard.wiring.node import SOCKET, Node
from apiyard.wiring.processes import ask_to_end, end_of, start_agent, start_detached

_LOOK_SECONDS = 0.05
_ENDED = "ended"
"""A file in the state folder that says that `down` ended everything and nothing was started since."""
_START_SECONDS = 30.0
_END_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Running:
    """What runs after ``up``.

    Args:
        url: where the control plane listens.
        pid: its process.
        started: what this call started: ``agent``, ``server``.
        mocks: where mocks of all APIs answer; empty for nowhere.
    """

    url: str
    pid: int
    started: tuple[str, ...]
    mocks: str = ""


def up(program: Program) -> Running:
    """Start the node agent and the control plane, or find those that run.

    Args:
        program: settings and folders.

    Returns:
        What runs.

    Raises:
        UnavailableError: one of them did not start; what this call started is ended again.
        ForbiddenError: the state folder was not made here.
    """
    run_dir = make_run_dir(program)
    claim_state(program)
    started: list[str] = []
    try:
        node = Node(run_dir / SOCKET)
        if not node.ready():
            # Before the start, so that Ctrl-C in the middle of it finds what to end.
            started.append("agent")
            (program.state / _ENDED).unlink(missing_ok=True)
            start_agent(program.state / "agent", run_dir, command=_agent_command(program, run_dir)).close()
        node.close()
        if server_pid(program) is None:
            started.append("server")
            _start_server(program)
    except BaseException:
        undo(program, started)
        raise
    return Running(connect(program).url, server_pid(program) or 0, tuple(started), mocks_address(program))


def down(program: Program) -> tuple[str, ...]:
    """End the control plane, then the agent with all Envoys and services.

    Args:
        program: settings and folders.

    Returns:
        What was ended, in order.

    Raises:
        UnavailableError: something did not end.
    """
    ended = []
    pid = server_pid(program)
    if pid is not None:
        ask_to_end(pid)
        _wait_gone(program, pid)
        ended.append("control plane")
    node = Node(program.run_dir / SOCKET)
    if (program.run_dir / SOCKET).exists():
        try:
            node.shutdown(stop_everything=True)
            ended.append("agent, gateways and services")
        except UnavailableError:
            ended += _end_leftovers(program)
        finally:
            node.close()
    else:
        ended += _end_leftovers(program)
    (program.state / "control.json").unlink(missing_ok=True)
    if program.state.is_dir():
        (program.state / _ENDED).touch()
    return tuple(ended)


def server_pid(program: Program) -> int | None:
    """Find the control plane's process.

    Args:
        program: settings and folders.

    Returns:
        Its pid; None when none runs. The lock tells, since a pid in a file can be another's by now.
    """
    lock = program.state / "control.db.lock"
    try:
        with lock.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                text = lock.read_bytes()[:32].decode("ascii", "replace").strip()
                return int(text) if text.isdigit() else None
    except OSError:
        return None
    return None


def _agent_command(program: Program, run_dir: Path) -> tuple[str, ...]:
    words = [sys.executable, "-m", "apiyard", "agent", "--state", str(program.state / "agent")]
    words += ["--run-dir", str(run_dir), "--envoy-workers", str(program.file.envoy_workers)]
    if program.file.envoy:
        words += ["--envoy", program.file.envoy]
    return tuple(words)


def _start_server(program: Program) -> None:
    output = program.state / "control.log"
    (program.state / "control.json").unlink(missing_ok=True)
    words = [sys.executable, "-m", "apiyard", "server", "--workspace", str(program.root)]
    for name in ("host", "port", "database", "clock_file", "keys_dir"):
        value = getattr(program.file, name)
        if value:
            words += [f"--{name.replace('_', '-')}", str(value)]
    with held_interrupt() as interrupt:
        child = start_detached(words, output)
        until = time.monotonic() + _START_SECONDS
        while child.poll() is None and time.monotonic() < until and not interrupt.pending:
            if _ready(program):
                return
            time.sleep(_LOOK_SECONDS)
        code = child.poll()
        if code is None:
            child.terminate()
            child.wait(_END_SECONDS)
    raise UnavailableError(
        "the control plane did not get ready" if code is None else f"the control plane ended with code {code}",
        where=str(output),
        piece=_last_error(end_of(output)),
        hint="its log says why",
        retryable=False,
    )


def _last_error(text: str) -> str:
    """The last error block of a log, for people."""
    lines = [line for line in text.splitlines() if line.strip()]
    begin = max((number for number, line in enumerate(lines) if line.startswith("error")), default=len(lines) - 3)
    return " ".join(line.strip() for line in lines[max(begin, 0) :])[-195:]


def _ready(program: Program) -> bool:
    try:
        url = json.loads((program.state / "control.json").read_text())["url"]
        ControlPlane(url, "").get("/readyz")
        return True
    except (OSError, ValueError, KeyError, ApiyardError):
        return False


def undo(program: Program, started: Sequence[str]) -> None:
    """End what a failed or interrupted start began; Ctrl-C does not break this off.

    Args:
        program: settings and folders.
        started: what was started: ``agent``, ``server``.

    Raises:
        UnavailableError: something did not end.
    """
    with held_interrupt():
        _undo(program, started)


def _undo(program: Program, started: Sequence[str]) -> None:
    if "server" in started and (pid := server_pid(program)) is not None:
        ask_to_end(pid)
        _wait_gone(program, pid)
    if "agent" in started:
        node = Node(program.run_dir / SOCKET)
        try:
            node.shutdown(stop_everything=True)
        except UnavailableError:
            _end_leftovers(program)
        finally:
            node.close()


def _wait_gone(program: Program, pid: int) -> None:
    until = time.monotonic() + _END_SECONDS
    while time.monotonic() < until:
        if server_pid(program) != pid:
            return
        time.sleep(_LOOK_SECONDS)
    raise UnavailableError("the control plane does not end", piece=f"pid {pid}", hint=f"look at it, or: kill -9 {pid}")


def _end_leftovers(program: Program) -> list[str]:
    """An agent that was killed leaves what it supervised running: one more agent adopts and ends it."""
    state = program.state / "agent"
    if not state.is_dir() or not any(state.iterdir()) or (program.state / _ENDED).exists():
        return []
    claim_state(program)  # an agent starts what its state names
    run_dir = make_run_dir(program)
    node = start_agent(state, run_dir, command=_agent_command(program, run_dir))
    left = node.status()
    node.shutdown(stop_everything=True)
    node.close()
    return ["gateways and services that an agent had left"] if left.gateways or left.processes else []
