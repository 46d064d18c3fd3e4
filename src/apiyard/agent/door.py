"""The agent's two sockets: HTTP for the control plane, gRPC for its Envoys; both for their owner only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import grpc
import grpc.aio
from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.applications import Starlette

from apiyard.agent.poll import poll
from apiyard.core.errors import InvalidInputError, UnavailableError

OWNER_ONLY = 0o600
_LONGEST_PATH = 100
_START_SECONDS = 10.0
_STOP_SECONDS = 5.0
_LARGEST_MESSAGE = 64 * 1024 * 1024


def check_path(path: Path) -> None:
    """Check that a socket can have a path.

    Args:
        path: the path.

    Raises:
        InvalidInputError: it is too long (unix(7) allows 108 bytes, some systems 104).
    """
    if len(str(path).encode()) > _LONGEST_PATH:
        raise InvalidInputError(
            f"the path of a Unix socket has at most {_LONGEST_PATH} characters",
            piece=str(path),
            hint="give a shorter --run-dir",
        )


@asynccontextmanager
async def http_door(app: Starlette, path: Path) -> AsyncIterator[None]:
    """Serve an application on a Unix socket while the block runs.

    Args:
        app: the application.
        path: the socket; an old one is replaced, so the caller holds a lock.

    Raises:
        UnavailableError: it does not come up.
    """
    path.unlink(missing_ok=True)
    server = Server(app, uds=path, interface=Interfaces.ASGINL, websockets=False, log_enabled=False)
    server.uds_permissions = OWNER_ONLY  # the embedded server's constructor does not offer it
    serving = asyncio.create_task(server.serve())
    try:
        await poll(lambda: path.exists() or serving.done(), _START_SECONDS)
        if serving.done() or not path.exists():
            reason = str(serving.exception()) if serving.done() else "it took too long"
            raise UnavailableError("the agent cannot listen", where=str(path), piece=reason)
        yield
    finally:
        server.stop()  # type: ignore[no-untyped-call]
        await asyncio.wait([serving], timeout=_STOP_SECONDS)
        path.unlink(missing_ok=True)


def grpc_door(path: Path) -> grpc.aio.Server:
    """Make a gRPC server on a Unix socket; the caller adds services, starts and stops it.

    Args:
        path: the socket; an old one is replaced, so the caller holds a lock.

    Returns:
        The server, bound, not started.

    Raises:
        UnavailableError: the socket cannot be bound.
    """
    path.unlink(missing_ok=True)
    options = [("grpc.max_receive_message_length", _LARGEST_MESSAGE), ("grpc.max_send_message_length", -1)]
    server = grpc.aio.server(options=options)
    try:
        server.add_insecure_port(f"unix:{path}")
        path.chmod(OWNER_ONLY)
    except (RuntimeError, OSError) as error:
        raise UnavailableError("the agent cannot listen", where=str(path), piece=str(error)) from error
    return server
