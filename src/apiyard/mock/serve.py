"""Serve a mock on a port of this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, cast

from apiyard.core.errors import UnavailableError
from apiyard.mock.app import App

if TYPE_CHECKING:
    import uvicorn

_START_SECONDS = 10.0


def serve(app: App, *, host: str = "127.0.0.1", port: int = 0, ready: Callable[[str], None] = print) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        app: the mock.
        host: the address to bind; loopback unless chosen otherwise.
        port: the TCP port; 0 for a free one.
        ready: is given the URL once it listens.

    Raises:
        UnavailableError: the port is taken or the address is not of this machine.
    """
    with _bound(host, port) as bound:
        server = _server(app)
        ready(_url(bound))
        server.run(sockets=[bound])


class Served:
    """A mock served by a thread, for as long as the context lasts.

    Args:
        app: the mock, or another ASGI application.
        host: the address to bind.
        port: the TCP port; 0 for a free one.
    """

    def __init__(self, app: App, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self._bound = _bound(host, port)
        self._server = _server(app)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._bound]}, daemon=True)
        self.url = _url(self._bound)

    def __enter__(self) -> Self:
        """Start, and wait until it listens."""
        self._thread.start()
        deadline = time.monotonic() + _START_SECONDS
        while not self._server.started:
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise UnavailableError("the server did not start", where=self.url)
            time.sleep(0.005)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and wait until it has."""
        self._server.should_exit = True
        self._thread.join(_START_SECONDS)
        self._bound.close()


def _server(app: App) -> uvicorn.Server:
    import uvicorn

    config = uvicorn.Config(
        cast("Any", app),
        log_level="critical",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen(512)
    except OSError as error:
        found.close()
        raise UnavailableError(
            "cannot listen", where=f"{host}:{port}", piece=str(error.strerror), hint="choose another port, or 0"
        ) from error
    return found


def _url(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
