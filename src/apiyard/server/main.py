"""The process of the control plane: lock, doors, loops, HTTP; nothing is left behind when it ends."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
from contextlib import suppress
from pathlib import Path

from granian.constants import Interfaces
from granian.server.embed import Server

from apiyard.core.errors import ConflictError, InvalidInputError
from apiyard.server.app import create_app
from apiyard.server.loop import loops
from apiyard.server.metrics import Metrics
from apiyard.server.mocks import mocks_served
from apiyard.server.runner import Runner
from apiyard.settings.program import Program
from apiyard.store.lock import hold_exclusively
from apiyard.wiring.mocks import HostedMocks
from apiyard.wiring.open_parts import open_parts

_LOG = logging.getLogger("apiyard.server")


def run(program: Program) -> None:
    """Run the control plane until SIGTERM or SIGINT.

    Args:
        program: settings and folders.

    Raises:
        ConflictError: another control plane runs on the same store, or the port is taken.
        ApiyardError: the store cannot be opened.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # Request logs of HTTP clients would repeat URLs of webhooks, which are secrets.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    program.state.mkdir(mode=0o700, exist_ok=True)
    with hold_exclusively(program.state / "control.db"):
        port = _port(program)
        parts = open_parts(program)
        try:
            with mocks_served(program, parts) as (url, mocks):
                asyncio.run(_serve(program, Runner(parts, Metrics()), port, mocks=mocks, mocks_url=url))
        finally:
            parts.store.close()


async def _serve(program: Program, runner: Runner, port: int, *, mocks: HostedMocks | None, mocks_url: str) -> None:
    host = program.file.host
    app = create_app(runner.parts, runner.metrics, hosts=_hosts(host, port), mocks=mocks)
    server = Server(app, address=host, port=port, interface=Interfaces.ASGINL, websockets=False)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    runner.start(loops().values())
    serving = asyncio.create_task(server.serve())
    place = program.state / "control.json"
    _write(place, {"url": f"http://{_in_url(host)}:{port}", "pid": os.getpid(), "mocks": mocks_url})
    waiting = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({serving, waiting}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        app.state.closing.set()
        server.stop()  # type: ignore[no-untyped-call]
        await asyncio.to_thread(runner.stop)
        with suppress(asyncio.CancelledError, TimeoutError):
            await asyncio.wait_for(serving, timeout=5)
        place.unlink(missing_ok=True)


def _hosts(host: str, port: int) -> tuple[str, ...]:
    names = {host, "localhost", "127.0.0.1", "[::1]"} if host in {"127.0.0.1", "::1", "localhost"} else {host}
    return tuple(f"{_in_url(name)}:{port}".lower() for name in names)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _port(program: Program) -> int:
    """Take the configured port, or the one that was picked before, or a free one; a taken one is an error."""
    host, wanted = program.file.host, program.file.port
    kept = program.state / "control.port"
    choices = [wanted] if wanted else [int(kept.read_text()) if kept.exists() else 0, 0]
    for port in choices:
        try:
            with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
                door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                door.bind((host, port))
                found = int(door.getsockname()[1])
        except OSError as error:
            if port == choices[-1]:
                raise _taken(host, port, error) from error
            continue
        kept.write_text(str(found))
        return found
    raise InvalidInputError("no port could be bound", where=host)


def _taken(host: str, port: int, error: OSError) -> ConflictError:
    return ConflictError(
        "the control plane cannot listen there",
        where=f"{host}:{port}",
        piece=str(error.strerror),
        hint="end what listens there, or choose another port: --port, APIYARD_PORT or settings.port",
    )


def _write(place: Path, facts: dict[str, object]) -> None:
    draft = place.with_suffix(".tmp")
    draft.write_text(json.dumps(facts))
    draft.rename(place)
