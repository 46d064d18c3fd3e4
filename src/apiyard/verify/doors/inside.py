"""An application in this process, called as a server would call it, without a port."""

from __future__ import annotations

import asyncio
import inspect
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as LateError
from types import TracebackType
from typing import Any, Self, TypeAlias
from urllib.parse import unquote_to_bytes

from apiyard.core.errors import UnavailableError
from apiyard.core.noun import dataclass
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.verify.doors.call_asgi import Called, asgi_scope, call_asgi, live
from apiyard.verify.doors.call_wsgi import call_wsgi
from apiyard.verify.doors.transport import NoReplyError, UnsendableError, decoded
from apiyard.verify.enough import QUIET_SECONDS, cut_off

AnyApp: TypeAlias = Callable[..., Any]
"""An ASGI 3 application (``scope, receive, send``) or a WSGI one (PEP 3333: ``environ, start_response``)."""

HOST = "127.0.0.1:8000"
"""The host that an application sees, and where a person starts it to send a case again by hand."""

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_VALUE = re.compile(r"[^\x00\r\n]*")
_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Application:
    """A service that is verified in this process.

    Args:
        app: the application.
        name: how it is called in reports, such as ``shop.main:app``.
        base_path: what stands before the paths of the contract in it, such as ``/v1``.
    """

    app: AnyApp
    name: str = "app"
    base_path: str = ""


class InsideDoor:
    """Calls an application as a server would: what it raises is a reply of 500, and it may take its time only.

    Args:
        application: the application.
        headers: sent with every request; they win over its own.
        reply_seconds: how long one reply may take.
    """

    def __init__(self, application: Application, *, headers: Headers = (), reply_seconds: float = 5.0) -> None:
        self._base_path = application.base_path.rstrip("/")
        self.base_url = f"http://{HOST}{self._base_path}"
        self.label = application.name
        self._app = application.app
        self._headers = headers
        self._given = {name.lower() for name, _ in headers}
        self._seconds = reply_seconds
        self._loop: asyncio.AbstractEventLoop | None = None
        self._living: Any = None

    def __enter__(self) -> Self:
        """Start the application's loop when it has one, and its lifespan (ASGI, Lifespan Protocol)."""
        if is_asgi(self._app):
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, daemon=True, name="apiyard-app").start()
            self._living = live(self._app)
            try:
                self._on_loop(self._living.start(), _START_SECONDS)
            except LateError as error:
                told = f"the application did not start within {_START_SECONDS:g} seconds"
                raise UnavailableError(told, where=self.label) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the lifespan and the loop; a call that hangs is left behind on a thread that ends with the process."""
        if self._loop is not None:
            try:
                self._on_loop(self._living.stop(), self._seconds)
            except LateError:
                pass
            finally:
                self._loop.call_soon_threadsafe(self._loop.stop)

    def reach(self) -> None:
        """Do nothing: what stands in this process is there."""

    def send(self, request: Request) -> Reply:
        """Call the application.

        Args:
            request: the request.

        Returns:
            The reply; 500 when the application raised before it answered.

        Raises:
            NoReplyError: it did not answer in time, broke off, or did not speak its protocol.
            UnsendableError: no server would have read the request.
        """
        sent = self._whole(request)
        called = self._on_loop_told(sent) if self._loop is not None else self._on_thread(sent)
        if called.broken:
            raise NoReplyError(called.broken, where=self.label)
        body = decoded(called.headers, called.body, where=self.label, cut=called.cut)
        body = cut_off(called.status, called.headers, body) if called.cut else body
        return Reply(called.status, called.headers, body)

    def _on_loop(self, work: Any, seconds: float) -> Any:
        loop = self._loop
        if loop is None:
            raise NoReplyError("the application is not open", where=self.label)
        waiting = asyncio.run_coroutine_threadsafe(work, loop)
        try:
            return waiting.result(seconds)
        except LateError:
            waiting.cancel()
            raise

    def _on_loop_told(self, sent: Request) -> Called:
        try:
            called: Called = self._on_loop(call_asgi(self._app, asgi_scope(sent), sent), self._seconds)
        except LateError as error:
            raise NoReplyError(f"no reply within {self._seconds:g} seconds", where=self.label) from error
        return called

    def _on_thread(self, sent: Request) -> Called:
        found: list[Called] = []
        begun: list[Called] = []
        work = threading.Thread(target=lambda: found.append(call_wsgi(self._app, sent, begun.append)), daemon=True)
        work.start()
        until, before = time.monotonic() + self._seconds, -1
        # A stream that falls silent is over for this run.
        while work.is_alive() and time.monotonic() < until and before != len(begun):
            before = len(begun) or -1
            work.join(min(QUIET_SECONDS, max(0.0, until - time.monotonic())))
        if not found and begun:
            return begun[-1]
        if not found:
            raise NoReplyError(f"no reply within {self._seconds:g} seconds", where=self.label)
        return found[0]

    def _whole(self, request: Request) -> Request:
        """Add what a client adds, and refuse what no server would read (RFC 9112, sections 3 and 5)."""
        own = [pair for pair in request.headers if pair[0].lower() not in self._given]
        headers = [*own, *self._headers]
        for name, value in headers:
            if not _TOKEN.fullmatch(name) or not _VALUE.fullmatch(value) or not _latin(value):
                raise UnsendableError("the request is not valid HTTP", piece=repr((name, value)))
        target = f"{request.path}?{request.query}"
        if not target.isascii() or any(char <= " " or char == "\x7f" for char in target):
            raise UnsendableError("the request is not valid HTTP", piece=repr(target))
        names = {name.lower() for name, _ in headers}
        headers += [("host", HOST)] if "host" not in names else []
        headers += [("accept", "*/*")] if "accept" not in names else []
        if request.body and "content-length" not in names:
            headers.append(("content-length", str(len(request.body))))
        stripped = tuple((name, value.strip(" \t")) for name, value in headers)
        return Request(request.method, self._base_path + request.path, request.query, stripped, request.body)


def is_asgi(app: AnyApp) -> bool:
    """Say whether an application speaks ASGI; else it is called as WSGI.

    Args:
        app: the application.

    Returns:
        Whether calling it gives something to wait for.
    """
    call = getattr(app, "__call__", app)  # noqa: B004 - the method of an object, whether it is a function or not
    return inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(call)


def _latin(text: str) -> bool:
    try:
        unquote_to_bytes(text.encode("latin-1"))
    except UnicodeEncodeError:
        return False
    return True
