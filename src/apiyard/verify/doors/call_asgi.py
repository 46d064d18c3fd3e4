"""Call an application by ASGI 3.0: one request, and its lifespan."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from apiyard.core.noun import dataclass, field
from apiyard.spec.exchange import Headers, Request
from apiyard.verify.enough import QUIET_SECONDS, Enough, enough_of

MAX_REPLY_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Called:
    """What came of a call.

    Args:
        status: the status.
        headers: the headers.
        body: the body.
        broken: why there is no whole reply; empty when there is one.
        cut: whether it is a stream that was not heard to its end.
    """

    status: int = 0
    headers: Headers = ()
    body: bytes = b""
    broken: str = ""
    cut: bool = False


def raised(error: BaseException) -> Called:
    """Give the reply that a server gives for an application that raised: 500, with the error's type and text.

    Args:
        error: what it raised.

    Returns:
        The reply.
    """
    text = f"{type(error).__name__}: {error}"[:500]
    return Called(500, (("content-type", "text/plain; charset=utf-8"),), text.encode("utf-8", "replace"))


def asgi_scope(request: Request) -> dict[str, Any]:
    """Give the connection scope of a request (ASGI HTTP, version 2.3)."""
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method.upper(),
        "scheme": "http",
        "path": unquote(request.path),
        "raw_path": request.path.encode("ascii"),
        "query_string": request.query.encode("ascii"),
        "root_path": "",
        "headers": [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in request.headers],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }


@dataclass(slots=True)
class _Heard:
    """What an application has sent so far."""

    status: int = 0
    headers: Headers = ()
    pieces: list[bytes] = field(default_factory=list)
    size: int = 0
    done: bool = False
    enough: Enough | None = None


async def call_asgi(app: Callable[..., Any], scope: dict[str, Any], request: Request) -> Called:
    """Send one request and read the whole reply.

    Args:
        app: the application.
        scope: the connection scope.
        request: the request; its body is sent in one piece.

    Returns:
        The reply, 500 when the application raised before it began to answer, or why there is none.
    """
    heard, asked = _Heard(), False
    gone = asyncio.Event()

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if not asked:
            asked = True
            return {"type": "http.request", "body": request.body, "more_body": False}
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        _hear(heard, message)
        if heard.done:
            gone.set()
        elif heard.enough is not None:
            full = heard.enough.take(bytes(message.get("body", b"")))
            limit.reschedule(asyncio.get_running_loop().time() + (0 if full else QUIET_SECONDS))

    limit = asyncio.timeout(None)
    try:
        async with limit:
            await app(scope, receive, send)
    except Exception as error:  # noqa: BLE001 - whatever a service raises is the service's fault
        if isinstance(error, TimeoutError) and limit.expired():
            return Called(heard.status, heard.headers, b"".join(heard.pieces), cut=True)
        if not heard.status:
            return raised(error)
        if not heard.done:
            return Called(broken=f"the reply broke off: {type(error).__name__}: {error}"[:300])
    return _whole(heard, request)


def _whole(heard: _Heard, request: Request) -> Called:
    """Give what was heard until the application ended, where that is a whole reply."""
    if heard.size > MAX_REPLY_BYTES:
        return Called(broken=f"the reply is larger than {MAX_REPLY_BYTES} bytes")
    if not heard.done:
        return Called(broken="the application ended without a whole reply")
    empty = request.method.upper() == "HEAD" or heard.status in {204, 304}
    told = next((value for name, value in heard.headers if name.lower() == "content-length"), str(heard.size))
    if not empty and told != str(heard.size):
        # A server cannot send this: it breaks off (RFC 9112, section 6.3).
        return Called(broken=f"the reply says that it has {told[:20]} bytes and has {heard.size}")
    return Called(heard.status, heard.headers, b"" if empty else b"".join(heard.pieces))


def _hear(heard: _Heard, message: dict[str, Any]) -> None:
    if message["type"] == "http.response.start":
        heard.status = int(message["status"])
        heard.headers = tuple(
            (bytes(name).decode("latin-1"), bytes(value).decode("latin-1"))
            for name, value in message.get("headers", ())
        )
        heard.enough = enough_of(heard.headers)
    elif message["type"] == "http.response.body":
        piece = bytes(message.get("body", b""))
        heard.size += len(piece)
        if heard.size <= MAX_REPLY_BYTES:
            heard.pieces.append(piece)
        heard.done = not message.get("more_body", False)


class _Living:
    """The lifespan of an application (ASGI, Lifespan Protocol); one that has none is left alone."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self._app = app
        self._asked: asyncio.Queue[dict[str, Any]] | None = None
        self._told: asyncio.Queue[dict[str, Any]] | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Tell the application that it starts, and wait until it has."""
        self._asked, self._told = asyncio.Queue(), asyncio.Queue()
        self._task = asyncio.ensure_future(self._live())
        await self._say("lifespan.startup")

    async def stop(self) -> None:
        """Tell the application that it ends, and wait until it has."""
        await self._say("lifespan.shutdown")
        if self._task is not None and not self._task.done():
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _live(self) -> None:
        if self._asked is None or self._told is None:
            return
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}
        with suppress(Exception):  # an application without a lifespan raises, and a server goes on (ASGI, Lifespan)
            await self._app(scope, self._asked.get, self._told.put)

    async def _say(self, word: str) -> None:
        if self._task is None or self._task.done() or self._asked is None or self._told is None:
            return
        await self._asked.put({"type": word})
        answer = asyncio.ensure_future(self._told.get())
        await asyncio.wait({answer, self._task}, return_when=asyncio.FIRST_COMPLETED)
        answer.cancel()


def live(app: Callable[..., Any]) -> _Living:
    """Give the lifespan of an application, to be started and stopped on one loop.

    Args:
        app: the application.

    Returns:
        The lifespan, with coroutines ``start`` and ``stop``.
    """
    return _Living(app)
