"""One supervised process: started or adopted, probed, started again when it dies, ended with all it started."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

from apiyard.agent import life as lives
from apiyard.agent.born import born
from apiyard.agent.launch import Launch, end_descendants, send, start
from apiyard.agent.life import Life, Rules
from apiyard.agent.output import tail, trim
from apiyard.agent.poll import poll
from apiyard.agent.run_record import RunRecord, find_run, new_token, write_run
from apiyard.core.clock import Clock
from apiyard.core.errors import UnavailableError
from apiyard.core.noun import replace
from apiyard.wiring.node_messages import ProcessState

_LOG = logging.getLogger(__name__)

OUTPUT = "output.log"
_LOOK_SECONDS = 0.1
_TRIM_SECONDS = 2.0
_PROBE_SECONDS = {ProcessState.STARTING: 0.1, ProcessState.HEALTHY: 2.0, ProcessState.UNHEALTHY: 0.5}


class Unit:
    """Keeps one process running.

    Args:
        folder: its folder, with the run record and the output.
        plan: makes the launch for each start, given the port of the last run; may raise ApiyardError or OSError.
        probe: says whether the process is well, given its port.
        rules: what counts as well.
        clock: the time.
        on_change: called after each change of its life, with the life before.
    """

    def __init__(
        self,
        folder: Path,
        *,
        plan: Callable[[int | None], Launch],
        probe: Callable[[int | None], Awaitable[bool]],
        rules: Rules,
        clock: Clock,
        on_change: Callable[[Life], None] = lambda before: None,
    ) -> None:
        self.folder = folder
        self.life = Life()
        self.run: RunRecord | None = None
        self._plan, self._probe, self._rules, self._clock, self._on_change = plan, probe, rules, clock, on_change
        self._child: subprocess.Popen[bytes] | None = None
        self._task: asyncio.Task[None] | None = None
        self._next_probe = self._next_trim = 0.0

    @property
    def pid(self) -> int | None:
        """The process id, None when it does not run."""
        return self.run.pid or None if self.run is not None and self.life.state is not ProcessState.EXITED else None

    @property
    def output(self) -> Path:
        """The file that the process appends to."""
        return self.folder / OUTPUT

    def last_output(self) -> str:
        """The end of what it wrote, at most 4 KiB."""
        return tail(self.output).decode("utf-8", "replace")

    def begin(self) -> None:
        """Adopt the process that an earlier agent left running, else start one, and keep watching it."""
        found = find_run(self.folder)
        if found is not None and found.pid:
            self.run = found
            self.life = replace(Life(), restarts=found.restarts)
            self._live(lives.started(self.life, self._clock.monotonic(), again=False))
        else:
            if found is not None:
                end_descendants(found.token)
                self.run = found
                self.life = replace(Life(), restarts=0 if found.ended else found.restarts)
            self._start(self._clock.monotonic())
        if self._task is None:
            self._task = asyncio.create_task(self._watch())

    async def let_go(self) -> None:
        """Stop watching and leave the process running; the next agent adopts it."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def end(self, grace: float) -> None:
        """End the process and all that it started: SIGTERM, the grace time, SIGKILL.

        Args:
            grace: seconds between the two.
        """
        await self.let_go()
        run = self.run if self.run is not None else find_run(self.folder)
        if run is None:
            return
        if run.pid and send(run.pid, run.birth, signal.SIGTERM):
            await self._wait_dead(run, grace)
            send(run.pid, run.birth, signal.SIGKILL)
            await self._wait_dead(run, 5.0)
        await asyncio.to_thread(end_descendants, run.token)
        self.life = replace(self.life, state=ProcessState.EXITED)
        with contextlib.suppress(UnavailableError):
            write_run(self.folder, replace(run, ended=True))

    def kill(self) -> None:
        """Kill the process now; the watch starts it again."""
        if self.run is not None:
            send(self.run.pid, self.run.birth, signal.SIGKILL)

    async def _wait_dead(self, run: RunRecord, seconds: float) -> None:
        await poll(lambda: self._is_dead(run), seconds)

    def _is_dead(self, run: RunRecord) -> bool:
        if self._child is not None and self._child.pid == run.pid:
            return self._child.poll() is not None
        return not run.alive

    async def _watch(self) -> None:
        while True:
            try:
                await self._look(self._clock.monotonic())
            except Exception:  # noqa: BLE001 - one process must not end the watch over itself
                _LOG.exception("watching %s went wrong; it goes on", self.folder.name)
            await asyncio.sleep(_LOOK_SECONDS)

    async def _look(self, now: float) -> None:
        if self.life.state is ProcessState.EXITED:
            if now >= self.life.next_start:
                self._start(now)
        elif self.run is not None and self._is_dead(self.run):
            await self._bury(self.run)
        elif now >= self._next_probe:
            await self._examine()
        if now >= self._next_trim:
            self._next_trim = now + _TRIM_SECONDS
            trim(self.output)

    def _start(self, now: float) -> None:
        again = self.run is not None and not self.run.ended
        restarts = self.life.restarts + again
        run = RunRecord(token=new_token(), restarts=restarts)
        try:
            launch = self._plan(self.run.port if self.run is not None else None)
            run = replace(run, port=launch.port)
            write_run(self.folder, run)
            self._child = start(launch, run.token)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told and tried again later
            with contextlib.suppress(OSError), self.output.open("a") as output:
                output.write(f"it could not be started: {error}\n")
            self.run = self.run or run
            self._live(lives.died(lives.started(self.life, now, again=again), 127, now))
            return
        self.run = replace(run, pid=self._child.pid, birth=born(self._child.pid))
        with contextlib.suppress(UnavailableError):  # a full disk: the token in its environment finds it all the same
            write_run(self.folder, self.run)
        self._live(lives.started(self.life, now, again=again))

    async def _bury(self, run: RunRecord) -> None:
        code = self._child.returncode if self._child is not None and self._child.pid == run.pid else None
        await asyncio.to_thread(end_descendants, run.token)
        self._live(lives.died(self.life, code, self._clock.monotonic()))

    async def _examine(self) -> None:
        well = await self._probe(self.run.port if self.run is not None else None)
        if self.run is None or self._is_dead(self.run):
            return  # the next look buries it
        now = self._clock.monotonic()
        self._live(lives.probed(self.life, well=well, now=now, rules=self._rules))
        self._next_probe = now + (_PROBE_SECONDS[self.life.state] if well or not self.life.well_once else 0.5)
        if lives.hung(self.life, self._rules):
            self.kill()

    def _live(self, after: Life) -> None:
        before, self.life = self.life, after
        if before.state is not after.state:
            _LOG.info("%s: %s -> %s (pid %s)", self.folder.name, before.state, after.state, self.pid)
        if after.state is ProcessState.STARTING:
            self._next_probe = 0.0
        self._on_change(before)
