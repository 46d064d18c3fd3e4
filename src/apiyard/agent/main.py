"""The node agent's process: one for each gateway machine."""

from __future__ import annotations

import asyncio
import logging
import os
import signal

from apiyard.agent.access_log import AccessLog
from apiyard.agent.api import make_app
from apiyard.agent.disk import make_private
from apiyard.agent.door import check_path, grpc_door, http_door
from apiyard.agent.gateways import XDS_SOCKET
from apiyard.agent.hold import hold
from apiyard.agent.node_agent import Agent
from apiyard.agent.options import AgentOptions
from apiyard.agent.output import trim
from apiyard.core.clock import SystemClock
from apiyard.core.noun import replace
from apiyard.wiring.node_messages import AGENT_LOG, AGENT_SOCKET

_LOG = logging.getLogger(__name__)
_TRIM_SECONDS = 60.0


def run(options: AgentOptions) -> None:
    """Run an agent until it is told to end.

    SIGTERM ends it and leaves Envoys and services running, to be adopted by the next agent. SIGINT (Ctrl-C) ends
    Envoys and services too. SIGKILL is as good as SIGTERM: whatever line it hits, the next agent finds what runs.

    Args:
        options: its settings.

    Raises:
        ConflictError: another agent runs on the same state folder; names its pid.
        InvalidInputError: the run directory's path is too long for a socket.
        UnavailableError: a folder cannot be written, or a socket not be bound.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    os.umask(0o077)
    options = replace(options, state=options.state.absolute(), run_dir=options.run_dir.absolute())
    for name in (AGENT_SOCKET, XDS_SOCKET):
        check_path(options.run_dir / name)
    make_private(options.state)
    make_private(options.run_dir)
    with hold(options.state):
        asyncio.run(_serve(options))


async def _keep_log_small(options: AgentOptions) -> None:
    while True:
        trim(options.state / AGENT_LOG)
        await asyncio.sleep(_TRIM_SECONDS)


async def _serve(options: AgentOptions) -> None:
    agent = Agent(options, SystemClock())
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, lambda: agent.end(stop_everything=False))
    loop.add_signal_handler(signal.SIGINT, lambda: agent.end(stop_everything=True))
    server = grpc_door(options.run_dir / XDS_SOCKET)
    agent.ads.add_to(server)
    server.add_generic_rpc_handlers((AccessLog(agent.spools, agent.gateways.has).handler(),))
    chores = [asyncio.create_task(agent.spools.keep_safe()), asyncio.create_task(_keep_log_small(options))]
    failed = True
    try:
        async with http_door(make_app(agent), options.run_dir / AGENT_SOCKET):
            await agent.begin()
            await server.start()
            await agent.begin_rest()
            _LOG.info("the agent is ready, pid %d, state %s", os.getpid(), options.state)
            await agent.ending.wait()
            failed = False
            await agent.finish(stop_everything=agent.stop_everything)
            await server.stop(0.5)
    finally:
        if failed:  # a failed start leaves no process behind
            await agent.finish(stop_everything=True)
            await server.stop(None)
        for chore in chores:
            chore.cancel()
        agent.spools.close()
        (options.run_dir / XDS_SOCKET).unlink(missing_ok=True)
    _LOG.info("the agent has ended")
