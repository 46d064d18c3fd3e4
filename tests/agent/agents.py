"""Real agents for tests, each in a process of its own, and all ended with all they started."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from apiyard.agent.born import with_token
from apiyard.agent.disk import read_json
from apiyard.core.errors import ApiyardError
from apiyard.wiring.node import Node
from apiyard.wiring.processes import start_agent

_CODE = """
import sys
from pathlib import Path
from apiyard.agent.main import run
from apiyard.agent.options import AgentOptions
from apiyard.core.errors import ApiyardError
try:
    state, run_dir = Path(sys.argv[1]), Path(sys.argv[2])
    run(AgentOptions(state, run_dir, settle_seconds=0.5, drain_seconds=2.0, spool_bytes=20_000_000))
except ApiyardError as error:
    raise SystemExit(str(error))
"""


def wait_for(happened: Callable[[], object], *, seconds: float = 20.0, what: str = "it"):
    """Look until it happened and give what it gave; fail after the time."""
    until = time.monotonic() + seconds
    while not (found := happened()):
        if time.monotonic() > until:
            raise AssertionError(f"{what} did not happen within {seconds} s")
        time.sleep(0.02)
    return found


def runs(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat[stat.rfind(")") + 2] not in "ZX"


@dataclass
class Yard:
    """A state folder and the agents that run on it, one after the other."""

    folder: Path
    node: Node = field(init=False)

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def run_dir(self) -> Path:
        return self.folder / "run"

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-c", _CODE, str(self.state), str(self.run_dir)]

    def start(self) -> Node:
        self.node = start_agent(self.state, self.run_dir, command=self.command)
        return self.node

    @property
    def pid(self) -> int:
        return self.node.status().pid

    def kill(self) -> None:
        """SIGKILL the agent and wait until it is gone."""
        pid = self.pid
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda: not runs(pid), what="the agent's end")

    def start_refused(self) -> str:
        """Start another agent on the same folder; give what it said."""
        child = subprocess.run(self.command, capture_output=True, text=True, timeout=30, check=False)
        assert child.returncode != 0
        return child.stderr

    def end(self) -> None:
        """End all, by force when it has to be."""
        with contextlib.suppress(ApiyardError, AttributeError):
            self.node.shutdown(stop_everything=True)
        with contextlib.suppress(OSError, ValueError):
            pid = int((self.state / "agent.lock").read_text())
            if str(self.state) in Path(f"/proc/{pid}/cmdline").read_text():
                os.kill(pid, signal.SIGKILL)
        for record in self.state.glob("*/*/run.json"):
            for pid in with_token(str((read_json(record) or {}).get("token"))):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)


@contextlib.contextmanager
def new_yard() -> Iterator[Yard]:
    """Give a yard with a running agent."""
    made = Yard(Path(tempfile.mkdtemp(prefix="ay", dir="/tmp")))
    try:
        made.start()
        yield made
    finally:
        made.end()
