"""All gateways of a node: put, looked at, removed, and picked up again by the next agent."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import shutil
from collections.abc import Callable
from pathlib import Path

from apiyard.agent.disk import make_private
from apiyard.agent.envoy import Envoy
from apiyard.agent.gateway import Gateway, Tools
from apiyard.agent.gateway_files import GatewayFiles
from apiyard.agent.port import is_free
from apiyard.agent.spools import Spools
from apiyard.core.errors import ApiyardError, ConflictError, NotFoundError
from apiyard.core.names import Environment
from apiyard.core.noun import dataclass, field
from apiyard.gateway.bootstrap import Sockets
from apiyard.gateway.snapshot import EMPTY, Snapshot
from apiyard.wiring.node_messages import Applied, GatewayStatus

XDS_SOCKET = "xds.sock"
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Gateways:
    """One gateway for each environment.

    Args:
        folder: holds one folder for each environment.
        tools: what every gateway is given.
        spools: where their records go.
        binary: gives the Envoy program.
    """

    folder: Path
    tools: Tools
    spools: Spools
    binary: Callable[[], Path]
    _gateways: dict[str, Gateway] = field(default_factory=dict)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def begin(self) -> None:
        """Pick up what an earlier agent left: each living Envoy is adopted, each dead one boots from the last good."""
        make_private(self.folder)
        for place in sorted(self.folder.iterdir()):
            try:
                await self._pick_up(Environment(place.name), place)
            except (ApiyardError, OSError):
                _LOG.exception("the gateway in %s cannot be picked up", place)

    async def _pick_up(self, environment: Environment, place: Path) -> None:
        wanted, _, run_dir = self.files(environment).wanted()
        if not wanted:
            return
        gateway = self._make(environment)
        if run_dir != str(self.tools.options.run_dir):  # its Envoy knows other sockets, which nobody serves
            await gateway.unit.end(self.tools.options.drain_seconds)
            gateway.files.want(wanted=True, listener_port=gateway.listener_port, run_dir=self.tools.options.run_dir)
        self.spools.make(environment)
        self._gateways[environment] = gateway
        gateway.begin()

    async def end_unwanted(self) -> None:
        """End the Envoys that an earlier agent was told to end and did not."""
        for place in sorted(self.folder.iterdir()):
            if place.name not in self._gateways and not self.files(place.name).wanted()[0]:
                await self._make(Environment(place.name)).unit.end(self.tools.options.drain_seconds)
                shutil.rmtree(place, ignore_errors=True)

    def _make(self, environment: Environment) -> Gateway:
        run_dir = self.tools.options.run_dir
        # A name may have 63 characters and a socket's path only 100.
        admin = f"envoy-{environment[:20]}-{hashlib.sha256(environment.encode()).hexdigest()[:6]}.sock"
        xds = run_dir / XDS_SOCKET
        envoy = Envoy(
            binary=self.binary(),
            environment=environment,
            folder=self.folder / environment,
            sockets=Sockets(admin=run_dir / admin, ads=xds, log=xds),
            workers=self.tools.options.envoy_workers,
        )
        return Gateway(envoy, self.files(environment), self.tools)

    def files(self, environment: str) -> GatewayFiles:
        """Give the files of a gateway, whether it exists or not.

        Args:
            environment: its environment.
        """
        return GatewayFiles(self.folder / environment, self.spools.folder / environment / "odometer.json")

    async def put(
        self, environment: Environment, make: Callable[[Snapshot], Snapshot], *, listener_port: int, wait: float
    ) -> Applied:
        """Make a snapshot effective; its gateway is started when there is none yet.

        Args:
            environment: the environment.
            make: makes the snapshot from what is served now; may raise ApiyardError.
            listener_port: the port it listens on, 0 when nobody knows.
            wait: seconds that Envoy may take to confirm.

        Returns:
            What became of it.

        Raises:
            ConflictError: the port is taken by somebody else.
        """
        async with self._lock:
            gateway = self._gateways.get(environment)
            snapshot = make(gateway.served if gateway is not None else EMPTY)
            self._check_port(gateway, environment, listener_port)
            if gateway is None:
                gateway = self._begin_new(environment, listener_port)
        return await gateway.put(snapshot, listener_port=listener_port, wait=wait)

    def _begin_new(self, environment: Environment, listener_port: int) -> Gateway:
        gateway = self._make(environment)
        make_private(gateway.envoy.folder)
        gateway.files.want(wanted=True, listener_port=listener_port, run_dir=self.tools.options.run_dir)
        gateway.listener_port = listener_port
        self.spools.make(environment)
        self._gateways[environment] = gateway
        gateway.begin()
        return gateway

    def _check_port(self, gateway: Gateway | None, environment: str, port: int) -> None:
        if not port or (gateway is not None and gateway.listener_port == port):
            return
        other = next((name for name, one in self._gateways.items() if one.listener_port == port), "")
        if other or not is_free(port):
            raise ConflictError(
                f"port {port} is taken" + (f" by the gateway of {other}" if other else ""),
                where=f"gateway {environment}",
                hint="end what listens there, or give the gateway another port",
                code="port-taken",
            )

    async def delete(self, environment: str) -> None:
        """Drain and end a gateway; its records stay until they are acknowledged. Nothing happens when there is none.

        Args:
            environment: the environment.
        """
        gateway = self._gateways.get(environment)
        if gateway is None:
            return
        gateway.files.want(wanted=False, listener_port=gateway.listener_port, run_dir=self.tools.options.run_dir)
        await gateway.end()
        shutil.rmtree(gateway.envoy.folder, ignore_errors=True)
        self._gateways.pop(environment, None)
        self.spools.remove_read(environment)

    def find(self, environment: str) -> Gateway:
        """Give a gateway.

        Args:
            environment: its environment.

        Raises:
            NotFoundError: there is none.
        """
        if environment not in self._gateways:
            raise NotFoundError("no gateway of this environment on this node", piece=repr(environment[:80]))
        return self._gateways[environment]

    def has(self, environment: str) -> bool:
        """Whether an environment has a gateway here.

        Args:
            environment: its name.
        """
        return environment in self._gateways

    def all(self) -> tuple[GatewayStatus, ...]:
        """Tell how all gateways are, ordered by environment."""
        return tuple(self._gateways[name].status() for name in sorted(self._gateways))

    async def let_go(self) -> None:
        """Leave all Envoys running and stop watching them."""
        await asyncio.gather(*(gateway.let_go() for gateway in self._gateways.values()))

    async def end_all(self) -> None:
        """End all Envoys; they stay wanted and boot from their last good snapshot with the next agent."""
        await asyncio.gather(*(gateway.end() for gateway in self._gateways.values()))
