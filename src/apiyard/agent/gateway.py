"""The gateway of one environment: its Envoy, what it serves, and the way back to what was good."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from apiyard.agent.envoy import Envoy
from apiyard.agent.gateway_files import GatewayFiles
from apiyard.agent.life import Life, Rules
from apiyard.agent.odometer import read
from apiyard.agent.options import AgentOptions
from apiyard.agent.run_record import find_run
from apiyard.agent.unit import Unit
from apiyard.core.clock import Clock
from apiyard.core.errors import ApiyardError
from apiyard.core.noun import dataclass
from apiyard.gateway import delta
from apiyard.gateway.ads import AdsServer
from apiyard.gateway.snapshot import EMPTY, Snapshot
from apiyard.wiring.node_messages import Applied, GatewayStatus, Nack, ProcessState

_LOG = logging.getLogger(__name__)
_LOOK_SECONDS = 0.5
_COUNT_SECONDS = 2.0
_LATE_SECONDS = 5.0
_FIRST_BAR = 5.0
_LONGEST_BAR = 3600.0
_RULES = Rules(start_seconds=20.0, threshold=5)


@dataclass(frozen=True, slots=True)
class Tools:
    """What every gateway of a node is given.

    Args:
        options: the agent's settings.
        ads: the ADS server.
        validate: lets Envoy look at a snapshot in a child, if its kind is new; gives the problems.
        clock: the time.
    """

    options: AgentOptions
    ads: AdsServer
    validate: Callable[[Snapshot], Awaitable[list[str]]]
    clock: Clock


class Gateway:
    """One environment's gateway.

    Args:
        envoy: its Envoy.
        files: its files.
        tools: what it is given.
    """

    def __init__(self, envoy: Envoy, files: GatewayFiles, tools: Tools) -> None:
        self.envoy, self.files, self._tools = envoy, files, tools
        self.good = self.files.good()
        self.served = self.good or EMPTY
        self.odometer = self.files.odometer()
        _, self.listener_port, _ = self.files.wanted()
        self.fallback = self.fallback_digest = self.version = ""
        self._served_since = self._effective_since = -1.0
        self._barred_until, self._falls = 0.0, 0
        self._lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self.unit = Unit(
            envoy.folder,
            plan=envoy.plan,
            probe=lambda port: envoy.is_live(),
            rules=_RULES,
            clock=tools.clock,
            on_change=self._changed,
        )

    @property
    def node(self) -> str:
        """The node id of its Envoy."""
        return self.envoy.environment

    @property
    def good_digest(self) -> str:
        """The digest of the last good snapshot, empty when there is none."""
        return self.good.digest if self.good is not None else ""

    def begin(self) -> None:
        """Serve what a living Envoy has, a new one the last good snapshot; needs no control plane."""
        run = find_run(self.envoy.folder)
        last = self.files.served()
        if last is not None and (self.good is None or (run is not None and run.alive)):
            self.served = last
        self._served_since = self._tools.clock.monotonic()
        self._tools.ads.restore(self.node, self.served)
        self.unit.begin()
        self._start(self._look_after())

    async def put(self, snapshot: Snapshot, *, listener_port: int, wait: float) -> Applied:
        """Make a snapshot effective, or stay with the former one.

        Args:
            snapshot: all resources.
            listener_port: the port it listens on.
            wait: seconds that Envoy may take to confirm.

        Returns:
            What became of it.
        """
        async with self._lock:
            start = self._tools.clock.monotonic()
            if snapshot.digest != self.served.digest:
                problems = self._barred(snapshot, start) or await self._tools.validate(snapshot)
                if problems:
                    return Applied(digest=self.served.digest, accepted=False, problems=tuple(problems))
            if listener_port != self.listener_port:
                self.listener_port = listener_port
                self.files.want(wanted=True, listener_port=listener_port, run_dir=self._tools.options.run_dir)
            former = self.served
            await self._serve(snapshot)
            result = await self._tools.ads.apply(self.node, snapshot, wait)
            waited = self._tools.clock.monotonic() - start
            if self.served.digest != snapshot.digest:
                return Applied(self.served.digest, accepted=False, problems=(self.fallback,), waited_seconds=waited)
            if result.nacks:
                await self._serve(former)
                await self._tools.ads.apply(self.node, former, wait)
                return Applied(former.digest, accepted=False, nacks=_told(result.nacks), waited_seconds=waited)
            if result.effective and self._effective_since < 0:
                self._effective_since = self._tools.clock.monotonic()
            return Applied(snapshot.digest, accepted=True, waited_seconds=waited, live=result.effective)

    async def _serve(self, snapshot: Snapshot) -> None:
        if snapshot.digest != self.served.digest:
            await asyncio.to_thread(self.files.keep_served, snapshot)  # a disk that refuses changes nothing
            self._served_since, self._effective_since = self._tools.clock.monotonic(), -1.0
            self.served = snapshot

    def _barred(self, snapshot: Snapshot, now: float) -> list[str]:
        """A snapshot under which Envoy died may be tried again, but later and later: it could be put in a loop."""
        if snapshot.digest != self.fallback_digest or now >= self._barred_until:
            return []
        return [f"{self.fallback}; it can be tried again in {self._barred_until - now:.0f} s"]

    def status(self) -> GatewayStatus:
        """Tell how it is."""
        unit = self.unit
        return GatewayStatus(
            environment=self.envoy.environment,
            state=unit.life.state if unit.run is not None else ProcessState.STARTING,
            pid=unit.pid,
            digest=self.served.digest,
            last_good_digest=self.good_digest,
            listener_port=self.listener_port,
            restarts=unit.life.restarts,
            connected=self._tools.ads.connected(self.node),
            crash_loop=unit.life.crash_loop,
            fallback=self.fallback,
            fallback_digest=self.fallback_digest,
            last_output=unit.last_output(),
            born=unit.run.birth if unit.run is not None and unit.pid else "",
            envoy=self.version,
            xds=self._tools.ads.counts(self.node),
        )

    async def count(self) -> None:
        """Read Envoy's count of completed requests and write it down."""
        birth = self.unit.run.birth if self.unit.run is not None else ""
        count = await self.envoy.completed()
        if count is not None and birth:
            self.odometer = read(self.odometer, birth=birth, count=count, at=self._tools.clock.now().timestamp())
            self.files.keep_odometer(self.odometer)

    async def let_go(self) -> None:
        """Leave the Envoy running and stop watching it."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.unit.let_go()

    async def end(self) -> None:
        """Drain and end the Envoy."""
        await self.count()
        await self.envoy.drain(self._tools.options.drain_seconds)
        await self.count()
        await self.let_go()
        await self.unit.end(5.0)
        self._tools.ads.forget(self.node)
        self.envoy.sockets.admin.unlink(missing_ok=True)

    # What happens by itself --------------------------------------------------------------------------------------

    def _changed(self, before: Life) -> None:
        life = self.unit.life
        if life.state is not ProcessState.EXITED or before.state is ProcessState.EXITED:
            return
        good = self.good or EMPTY
        soon = self._tools.clock.monotonic() - self._served_since <= self._tools.options.probation_seconds
        if self.served.digest != good.digest and (soon or life.crash_loop):
            self._fall_back(good, f"Envoy died (exit code {life.exit_code}) soon after it was given this snapshot")

    def _fall_back(self, good: Snapshot, why: str) -> None:
        _LOG.error("%s: back to the last good snapshot: %s", self.node, why)
        self._falls = self._falls + 1 if self.served.digest == self.fallback_digest else 0
        self._barred_until = self._tools.clock.monotonic() + min(_LONGEST_BAR, _FIRST_BAR * 2.0 ** min(self._falls, 20))
        self.fallback, self.fallback_digest = why, self.served.digest
        self.served = good
        self._served_since = self._tools.clock.monotonic()
        self._effective_since = -1.0
        self._start(self._apply_good(good))

    async def _apply_good(self, good: Snapshot) -> None:
        await self._tools.ads.apply(self.node, good, 0.0)
        await asyncio.to_thread(self.files.keep_served, good)

    async def _look_after(self) -> None:
        next_count = 0.0
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                now = self._tools.clock.monotonic()
                if self.served.digest != self.good_digest:
                    await self._consider(now)
                if now >= next_count and self.unit.life.state is ProcessState.HEALTHY:
                    next_count = now + _COUNT_SECONDS
                    await self.count()
                    self.version = self.version or await self.envoy.version()
            except (ApiyardError, OSError):
                _LOG.exception("looking after %s went wrong; it is tried again", self.node)

    async def _consider(self, now: float) -> None:
        """Call what is served good, once the Envoy has confirmed it and lived with it for a while."""
        if self._effective_since < 0:
            await self._ask_again()
        elif (
            now - self._effective_since >= self._tools.options.settle_seconds
            and now - self.unit.life.since >= self._tools.options.settle_seconds
            and self.unit.life.state is ProcessState.HEALTHY
        ):
            served = self.served
            if await self.envoy.is_live():
                await asyncio.to_thread(self.files.keep_good, served)
                self.good = served

    async def _ask_again(self) -> None:
        """The Envoy was not there when the snapshot was put, or another agent put it: hear what it says now."""
        if self._lock.locked() or not self._tools.ads.connected(self.node):
            return
        async with self._lock:
            result = await self._tools.ads.apply(self.node, self.served, _LATE_SECONDS)
            if result.nacks:
                self._fall_back(self.good or EMPTY, f"Envoy refused it: {result.nacks[0].text}")
            elif result.effective:
                self._effective_since = self._tools.clock.monotonic()

    def _start(self, work: Awaitable[None]) -> None:
        task: asyncio.Task[None] = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _told(nacks: tuple[delta.Nack, ...]) -> tuple[Nack, ...]:
    return tuple(Nack(nack.type_url, tuple(nack.names), nack.owner, nack.text[:4000]) for nack in nacks)
