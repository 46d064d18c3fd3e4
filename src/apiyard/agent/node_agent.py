"""The agent as a whole: its parts, what it picks up at its start, and how it ends."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from apiyard import __version__
from apiyard.agent.artefacts import Artefacts
from apiyard.agent.gateway import Tools
from apiyard.agent.gateways import Gateways
from apiyard.agent.options import AgentOptions
from apiyard.agent.spools import Spools
from apiyard.agent.supervisor import Supervisor
from apiyard.agent.validate import Validator
from apiyard.core.clock import Clock
from apiyard.core.noun import dataclass, field
from apiyard.gateway.ads import AdsServer
from apiyard.gateway.binary import find_envoy
from apiyard.wiring.node_messages import NodeStatus, RecordCounters

_FRESH_SECONDS = 0.5


@dataclass(slots=True)
class Agent:
    """All parts of one agent.

    Args:
        options: its settings.
        clock: the time.
    """

    options: AgentOptions
    clock: Clock
    ads: AdsServer = field(init=False)
    artefacts: Artefacts = field(init=False)
    spools: Spools = field(init=False)
    validator: Validator = field(init=False)
    gateways: Gateways = field(init=False)
    supervisor: Supervisor = field(init=False)
    ending: asyncio.Event = field(default_factory=asyncio.Event)
    stop_everything: bool = False
    ready: bool = False
    started: float = 0.0

    def __post_init__(self) -> None:
        """Put the parts together; nothing is read or started yet."""
        state = self.options.state
        self.started = self.clock.now().timestamp()
        self.ads = AdsServer(clock=self.clock)
        self.artefacts = Artefacts(state / "artefacts")
        self.spools = Spools(state / "spool", self.clock, largest=self.options.spool_bytes)
        self.validator = Validator(state / "validate", self._envoy)
        tools = Tools(self.options, self.ads, self.validator.problems_of_kind, self.clock)
        self.gateways = Gateways(state / "gateways", tools, self.spools, self._envoy)
        self.supervisor = Supervisor(state / "processes", self.artefacts, self.clock)

    def _envoy(self) -> Path:
        return find_envoy(self.options.envoy)

    async def begin(self) -> None:
        """Pick up gateways first, since calls wait for them; the rest follows in ``begin_rest``."""
        self.validator.begin()
        self.spools.begin()
        await self.gateways.begin()

    async def begin_rest(self) -> None:
        """Pick up service processes, and end what an earlier agent was told to end."""
        await self.supervisor.begin()
        self.ready = True
        await self.gateways.end_unwanted()

    def end(self, *, stop_everything: bool) -> None:
        """Ask the agent to end.

        Args:
            stop_everything: whether its Envoys and services end too.
        """
        self.stop_everything = self.stop_everything or stop_everything
        self.ending.set()

    async def finish(self, *, stop_everything: bool) -> None:
        """Leave Envoys and services to the next agent, or end them, gateways first: no call shall meet a dead service.

        Args:
            stop_everything: whether they end.
        """
        self.ready = False
        if stop_everything:
            await self.gateways.end_all()
            await self.supervisor.end_all()
        else:
            await self.gateways.let_go()
            await self.supervisor.let_go()
        await self.ads.close()

    def status(self) -> NodeStatus:
        """Tell how the agent and all it owns are."""
        return NodeStatus(
            pid=os.getpid(),
            version=__version__,
            started=self.started,
            ready=self.ready,
            gateways=self.gateways.all(),
            processes=self.supervisor.all(),
            spools={name: self.counters(name) for name in self.spools.all()},
        )

    def counters(self, environment: str) -> RecordCounters:
        """Give what must add up for an environment.

        Args:
            environment: its name.

        Raises:
            NotFoundError: it has no records here.
        """
        spool = self.spools.find(environment)
        if self.gateways.has(environment):
            odometer = self.gateways.find(environment).odometer
        else:
            odometer = self.gateways.files(environment).odometer()
        return RecordCounters(
            completed=odometer.total,
            spooled=spool.spooled,
            dropped=spool.dropped,
            pending_bytes=spool.pending_bytes,
            at=odometer.at,
        )

    async def fresh_counters(self, environment: str) -> RecordCounters:
        """Like ``counters``, with Envoy asked now if the last answer is older than half a second.

        Args:
            environment: its name.

        Raises:
            NotFoundError: it has no records here.
        """
        if self.gateways.has(environment):
            gateway = self.gateways.find(environment)
            if self.clock.now().timestamp() - gateway.odometer.at > _FRESH_SECONDS:
                await gateway.count()
        return self.counters(environment)
