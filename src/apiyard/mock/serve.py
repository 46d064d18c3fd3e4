"""Serve a mock on a port of this machine."""

from __future__ import annotations

import asyncio
import signal
import socket
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, cast, runtime_checkable

from apiyard.core.clock import SystemClock
from apiyard.core.errors import ApiyardError, UnavailableError
from apiyard.mock.app import App, Mock
from apiyard.mock.serving.limits import Limits
from apiyard.mock.serving.server import Server
from apiyard.mock.serving.site import Site, mount_of
from apiyard.mock.serving.tls import Tls, tls_context
from apiyard.mock.step import Coming
from apiyard.spec.exchange import Request

if TYPE_CHECKING:
    import uvicorn

_START_SECONDS = 10.0


@runtime_checkable
class Answering(Protocol):
    """What answers requests of one port, such as a ``Site``."""

    def handle(self, request: Request, peer: str = "") -> Coming:
        """Answer a request from an address."""
        ...


Job = Callable[[], Awaitable[None]]
"""Runs beside the server on its loop, and is cancelled when that ends."""


def serve(
    app: Mock | Answering | App,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    tls: Tls | None = None,
    limits: Limits | None = None,
    ready: Callable[[str], None] = print,
    jobs: Sequence[Job] = (),
) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        app: one mock, several on one port, or another ASGI application.
        host: the address to bind; loopback unless chosen otherwise.
        port: the TCP port; 0 for a free one.
        tls: how to speak TLS; None for plain HTTP.
        limits: how much callers may ask; by default as much body as the mock takes.
        ready: is given the URL once it listens.
        jobs: run beside it.

    Raises:
        UnavailableError: the port is taken or the address is not of this machine.
    """
    speaking = _speaking(tls, host)
    with _bound(host, port) as bound:
        inside = _inside(app, speaking, limits, jobs=jobs)
        ready(_url(bound, speaking))
        inside.run(bound, signals=True)


class Served:
    """A mock served by a thread, for as long as the context lasts.

    Args:
        app: the mock, several of them, or another ASGI application.
        host: the address to bind.
        port: the TCP port; 0 for a free one.
        tls: how to speak TLS; None for plain HTTP.
        limits: how much callers may ask.
        jobs: run beside it.
    """

    def __init__(
        self,
        app: Mock | Answering | App,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        tls: Tls | None = None,
        limits: Limits | None = None,
        jobs: Sequence[Job] = (),
    ) -> None:
        speaking = _speaking(tls, host)
        self._inside = _inside(app, speaking, limits, jobs=jobs)
        self._bound = _bound(host, port)
        self._thread = threading.Thread(target=self._inside.run, args=(self._bound,), daemon=True)
        self.url = _url(self._bound, speaking)

    def __enter__(self) -> Self:
        """Start, and wait until it listens."""
        self._thread.start()
        deadline = time.monotonic() + _START_SECONDS
        while not self._inside.started():
            if not self._thread.is_alive() or time.monotonic() > deadline:
                raise UnavailableError("the server did not start", where=self.url)
            time.sleep(0.005)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and wait until it has."""
        self._inside.stop()
        self._thread.join(_START_SECONDS)
        self._bound.close()


class _Own:
    """Our own server, for mocks."""

    def __init__(self, server: Server, tls: ssl.SSLContext | None, jobs: Sequence[Job]) -> None:
        self._server = server
        self._tls = tls
        self._jobs = jobs
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None

    def run(self, bound: socket.socket, *, signals: bool = False) -> None:
        with _runner() as runner:
            runner.run(self._run(bound, signals=signals))

    async def _run(self, bound: socket.socket, *, signals: bool) -> None:
        loop = asyncio.get_running_loop()
        self._stop, self._loop = asyncio.Event(), loop
        for number in (signal.SIGINT, signal.SIGTERM) if signals else ():
            loop.add_signal_handler(number, self._stop.set)
        running = [asyncio.ensure_future(job()) for job in self._jobs]
        try:
            await self._server.run(bound, self._stop, tls=self._tls)
        finally:
            for each in running:
                each.cancel()
            ended = await asyncio.gather(*running, return_exceptions=True)
        problem = next((each for each in ended if isinstance(each, ApiyardError)), None)
        if problem is not None and signals:  # who started it hears it: a state that was not kept, say
            raise problem

    def started(self) -> bool:
        return self._loop is not None

    def stop(self) -> None:
        if self._loop is not None and self._stop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)


class _Foreign:
    """A server for any ASGI application, such as those that tests are tried on."""

    def __init__(self, app: App) -> None:
        self._server = _asgi_server(app)

    def run(self, bound: socket.socket, *, signals: bool = False) -> None:
        self._server.run(sockets=[bound])

    def started(self) -> bool:
        return self._server.started

    def stop(self) -> None:
        self._server.should_exit = True


def _inside(
    app: Mock | Answering | App, tls: ssl.SSLContext | None, limits: Limits | None, *, jobs: Sequence[Job]
) -> _Own | _Foreign:
    if isinstance(app, Mock):
        limits = limits or Limits(body_bytes=app.options.max_body_bytes)
        app = Site((mount_of(app),), hosts=app.options.hosts)
    if not isinstance(app, Answering):
        return _Foreign(app)
    readable = app.readable if isinstance(app, Site) else None
    return _Own(Server(app.handle, limits=limits, clock=SystemClock(), readable=readable), tls, jobs)


def _asgi_server(app: App) -> uvicorn.Server:
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


def _runner() -> asyncio.Runner:
    """Take uvloop where it is installed: it serves more than the loop of the standard library, and needs 14 MB."""
    try:
        import uvloop
    except ImportError:
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


def _speaking(tls: Tls | None, host: str) -> ssl.SSLContext | None:
    return None if tls is None else tls_context(tls, host=host, clock=SystemClock())


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


def _url(bound: socket.socket, tls: ssl.SSLContext | None) -> str:
    host, port = bound.getsockname()[:2]
    scheme = "http" if tls is None else "https"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
