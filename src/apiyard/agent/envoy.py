"""One Envoy: how it is started, and what its administration socket tells."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from apiyard.agent.ask import ask
from apiyard.agent.disk import write_whole
from apiyard.agent.launch import Launch
from apiyard.agent.unit import OUTPUT
from apiyard.core.noun import dataclass
from apiyard.gateway.bootstrap import Sockets, arguments, bootstrap

# Not downstream_rq_completed: it leaves out calls that the caller left, and counts others before they end.
_BEGUN = "http.gateway.downstream_rq_total"
_ACTIVE = "http.gateway.downstream_rq_active"
_ACTIVE = "http.gateway.downstream_rq_active"
_POLL_SECONDS = 0.1
_QUIET_LOOKS = 2


@dataclass(frozen=True, slots=True)
class Envoy:
    """What an Envoy of this node is made of.

    Args:
        binary: the program.
        environment: the environment it serves; also its node id, by which its records are told apart.
        folder: its folder.
        sockets: its Unix sockets.
        workers: worker threads.
    """

    binary: Path
    environment: str
    folder: Path
    sockets: Sockets
    workers: int

    def plan(self, former_port: int | None) -> Launch:
        """Make the launch; several run side by side since none keeps shared memory for hot restarts.

        Args:
            former_port: not used; listeners come with the snapshot.

        Returns:
            The launch.
        """
        configuration = self.folder / "bootstrap.json"
        text = bootstrap(self.environment, self.environment, self.sockets)
        write_whole(configuration, text.encode(), durable=False)
        self.sockets.admin.unlink(missing_ok=True)
        output = self.folder / OUTPUT
        argv = arguments(self.binary, configuration, log=output, workers=self.workers)
        return Launch(argv=argv, cwd=self.folder, output=output)

    async def is_live(self) -> bool:
        """Ask whether it has its configuration and serves (``/ready`` of Envoy's administration)."""
        return (await ask(self.sockets.admin, "/ready")).status == 200

    async def version(self) -> str:
        """Give its version as it says itself; empty when it does not answer."""
        answer = await ask(self.sockets.admin, "/server_info")
        try:
            return str(json.loads(answer.body).get("version", "")) if answer.well else ""
        except ValueError:
            return ""

    async def completed(self) -> int | None:
        """Give how many requests ended since it was started; None when it does not answer."""
        found = await self._stats(_BEGUN, _ACTIVE)
        return None if found is None else found[0] - found[1]

    async def _stat(self, name: str) -> int | None:
        found = await self._stats(name)
        return None if found is None else found[0]

    async def _stats(self, *names: str) -> list[int] | None:
        """Read figures in one answer, so that they are of one moment."""
        pattern = "%7C".join(name.replace(".", "%5C.") for name in names)
        answer = await ask(self.sockets.admin, f"/stats?format=json&filter=^({pattern})$")
        try:
            stats = json.loads(answer.body)["stats"] if answer.well else None
        except (ValueError, KeyError, TypeError):
            return None
        if stats is None:
            return None
        return [sum(int(one["value"]) for one in stats if one.get("name") == name) for name in names]

    async def drain(self, seconds: float) -> None:
        """Let it finish: no new connections, ``connection: close`` on answers, until no call is under way.

        Args:
            seconds: how long at most.
        """
        if not (await ask(self.sockets.admin, "/drain_listeners?graceful&skip_exit", method="POST")).well:
            return
        loop = asyncio.get_running_loop()
        until, quiet = loop.time() + seconds, 0
        while loop.time() < until and quiet < _QUIET_LOOKS:
            await asyncio.sleep(_POLL_SECONDS)
            quiet = 0 if await self._stat(_ACTIVE) else quiet + 1
