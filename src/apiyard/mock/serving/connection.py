"""One connection: requests in, answers out, one after the other, each within its time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Protocol, TypeAlias, cast

from apiyard.mock.pipeline import settled
from apiyard.mock.refusing.problem import problem
from apiyard.mock.serving.head import BadHttpError
from apiyard.mock.serving.limits import Limits
from apiyard.mock.serving.reader import Reader, Taken
from apiyard.mock.serving.writer import UnsendableError, Writer, chunk
from apiyard.mock.step import Answer, Coming, Cut, Refused, Streamed, Wrong
from apiyard.spec.exchange import Headers, Reply, Request

Handler: TypeAlias = Callable[[Request, str], Coming]
"""Answers a request from an address; the address is empty on a Unix socket."""

Readable: TypeAlias = Callable[[Reply, Headers], Reply]
"""Lets the page that sent a head, if one did, read what it is refused with."""

_LOG = logging.getLogger("apiyard.mock")
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_MOST_WAITING = 256 * 1024
_MOST_AT_ONCE = 32
_LINGER_SECONDS = 2.0
_NEVER = float("inf")


class House(Protocol):
    """What the connections of one server share."""

    handler: Handler
    readable: Readable
    limits: Limits
    writer: Writer
    closing: bool
    held: int
    """How many bytes all connections keep of requests that are not whole."""

    def time(self) -> float:
        """Give the monotonic time, in seconds."""
        ...

    def opened(self, connection: Connection) -> bool:
        """Take note of a connection; False when there are too many."""
        ...

    def closed(self, connection: Connection) -> None:
        """Forget a connection."""
        ...


class Connection(asyncio.Protocol):
    """Speaks HTTP/1.1 with one caller.

    Args:
        house: what it shares with the others.
        loop: runs it.
    """

    def __init__(self, house: House, loop: asyncio.AbstractEventLoop) -> None:
        self._house = house
        self._loop = loop
        self._reader = Reader(house.limits)
        self._transport: asyncio.Transport | None = None
        self._peer = ""
        self._task: asyncio.Task[None] | None = None
        self._writable = asyncio.Event()
        self._writable.set()
        self._held = False
        self._kept = 0
        self._ending = False
        self._stage = "idle"
        self.deadline = _NEVER

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        address = transport.get_extra_info("peername")
        self._peer = str(address[0]) if isinstance(address, tuple) else ""
        self._wait("idle")
        if not self._house.opened(self):
            self._refuse(BadHttpError(503, "too many connections"))

    def connection_lost(self, exc: Exception | None) -> None:
        """End what was under way."""
        self._house.closed(self)
        self._keep(0)
        self._transport = None
        self._writable.set()
        if self._task is not None:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        if self._ending:
            return
        self._reader.feed(data)
        if self._task is None and self._writable.is_set():
            self._answer_all()
        elif self._reader.waiting > _MOST_WAITING and not self._held and self._transport is not None:
            self._held = True
            self._transport.pause_reading()
        held = self._reader.held
        if held and not self._ending:
            self._keep(held)
            if self._house.held > self._house.limits.room:
                self._crowd_out()

    def _keep(self, held: int) -> None:
        self._house.held += held - self._kept
        self._kept = held

    def _crowd_out(self) -> None:
        """End a connection for which there is no room, telling why where no answer is under way."""
        if self._task is None and self._writable.is_set():
            self._refuse(BadHttpError(503, "callers send too much at once"))
        else:
            self.abort()

    def eof_received(self) -> bool:
        """Answer what is under way to a caller that says no more, then end."""
        if self._task is None and self._writable.is_set():
            return False
        self._ending = True
        return True

    def pause_writing(self) -> None:
        """Stop answering a caller that does not read."""
        self._writable.clear()
        self.deadline = self._house.time() + self._house.limits.write_seconds

    def resume_writing(self) -> None:
        """Go on answering."""
        self._writable.set()
        if self._task is None:
            self._wait(self._stage)
            self._answer_all()
        else:
            self.deadline = _NEVER

    def overdue(self, now: float) -> None:
        """End a connection whose time is over, after telling why where that can be read."""
        if now < self.deadline or self._transport is None:
            return
        if self._ending or self._stage == "idle" or not self._writable.is_set():
            self._transport.abort()
        else:
            self._refuse(BadHttpError(408, "the request did not come in time"))

    def finish(self) -> None:
        """End as soon as nothing is under way."""
        if self._task is None and self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """End now."""
        if self._transport is not None:
            self._transport.abort()

    def _wait(self, stage: str) -> None:
        limits = self._house.limits
        seconds = limits.idle_seconds
        if stage != "idle":
            seconds = limits.head_seconds if stage == "head" else limits.body_seconds
        self._stage = stage
        self.deadline = self._house.time() + seconds

    def _answer_all(self) -> None:
        """Answer the requests that are whole, but let other callers have their turn."""
        for _ in range(_MOST_AT_ONCE):
            try:
                taken = self._reader.take()
            except BadHttpError as error:
                self._refuse(error)
                return
            if taken is None:
                self._await_more()
                return
            if not self._answer(taken):
                return
            if not self._reader.waiting:
                self._await_more()
                return
        self._loop.call_soon(self._again)

    def _again(self) -> None:
        if self._task is None and self._writable.is_set() and not self._ending and self._transport is not None:
            self._answer_all()

    def _await_more(self) -> None:
        state = self._reader.state
        if self._kept:
            self._keep(self._reader.held)
        # The time of a head or a body runs from its first byte, not from its last one.
        if state == "idle" or state != self._stage:
            self._wait(state)
        if state == "body" and self._reader.continues() and self._transport is not None:
            self._transport.write(_CONTINUE)
        if self._held and self._transport is not None:
            self._held = False
            self._transport.resume_reading()

    def _answer(self, taken: Taken) -> bool:
        """Answer one request; say whether the next one may be taken."""
        self._stage = "idle"
        try:
            coming = self._house.handler(taken.request, self._peer)
        except Exception:  # noqa: BLE001 - one request must not end the others
            coming = _broken(taken.request)
        coming = _plain(coming)
        if isinstance(coming, Reply):
            return self._send(coming, taken) and self._writable.is_set()
        if isinstance(coming, Cut):
            return self._cut(coming)
        self.deadline = _NEVER
        self._task = self._loop.create_task(self._later(coming, taken))
        self._task.add_done_callback(self._done)
        return False

    def _send(self, reply: Reply, taken: Taken) -> bool:
        """Send a reply; say whether the connection stays."""
        transport, house = self._transport, self._house
        if transport is None:
            return False
        keep = taken.keep and not house.closing and not self._ending
        method = taken.request.method
        try:
            data = house.writer.reply(reply, method=method, keep=keep, minor=taken.minor)
        except UnsendableError as error:
            reply = problem(500, str(error), code="unsendable")
            data = house.writer.reply(reply, method=method, keep=keep, minor=taken.minor)
        transport.write(data)
        if not keep:
            self._linger()
        return keep

    def _cut(self, cut: Cut) -> bool:
        if self._transport is not None:
            if cut.part is None:
                self._transport.abort()
            else:
                self._transport.write(self._house.writer.cut(cut.part))
                self._transport.close()
        self._ending = True
        return False

    async def _later(self, coming: Coming, taken: Taken) -> None:
        """Answer with what has to be waited for, or comes in pieces."""
        try:
            answer = await settled(coming)
        except Exception:  # noqa: BLE001 - one request must not end the others
            answer = _broken(taken.request)
        plain = _plain(answer)
        if isinstance(plain, Cut):
            self._cut(plain)
        elif isinstance(plain, Streamed):
            await self._stream(plain, taken)
        elif isinstance(plain, Reply):
            self._send(plain, taken)

    async def _stream(self, streamed: Streamed, taken: Taken) -> None:
        chunked = taken.minor == 1
        keep = taken.keep and chunked and not self._house.closing
        chunks = streamed.chunks
        try:
            data = self._house.writer.opening(streamed.status, streamed.headers, keep=keep, chunked=chunked)
        except UnsendableError as error:
            self._send(problem(500, str(error), code="unsendable"), taken)
            return
        try:
            self._write(data)
            if taken.request.method != "HEAD":
                await self._pieces(chunks, chunked=chunked)
        except Exception as error:  # noqa: BLE001 - the head is out: only a broken end can tell
            _LOG.warning("a stream broke: %r", error)
            self.abort()
            return
        finally:
            close = getattr(chunks, "aclose", None)
            if close is not None:
                with suppress(Exception):
                    await close()
        if not keep or self._house.closing:
            self._linger()

    async def _pieces(self, chunks: AsyncIterator[bytes], *, chunked: bool) -> None:
        async for piece in chunks:
            self._write(chunk(piece) if chunked else piece)
            await self._writable.wait()
            if self._transport is None:
                return
        if chunked:
            self._write(b"0\r\n\r\n")

    def _write(self, data: bytes) -> None:
        if self._transport is not None and data:
            self._transport.write(data)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("an answer broke", exc_info=error)
            self.abort()
        if self._transport is None:
            return
        if self._ending or self._house.closing:
            self._linger()
        elif self._writable.is_set():
            self._answer_all()

    def _refuse(self, error: BadHttpError) -> None:
        """Say what is wrong with what came, and end: where the next request would begin nobody knows."""
        if self._transport is None:
            return
        reply = self._house.readable(problem(error.status, error.what, code=error.code), self._reader.fields)
        self._transport.write(self._house.writer.reply(reply, method="GET", keep=False))
        self._reader = Reader(self._house.limits)
        self._keep(0)
        self._linger()

    def _linger(self) -> None:
        """End, but read on for a moment: a caller that still sends would lose the answer (RFC 9112, section 9.6)."""
        transport = self._transport
        self._ending = True
        if transport is None or transport.is_closing():
            return
        if transport.can_write_eof() and not self._house.closing:
            transport.write_eof()
            self.deadline = self._house.time() + _LINGER_SECONDS
        else:
            transport.close()


def _plain(coming: Coming) -> Reply | Streamed | Cut | Awaitable[Answer]:
    """Give what is sent for an answer."""
    if isinstance(coming, Refused):
        return coming.reply
    return coming.answer if isinstance(coming, Wrong) else coming


def _broken(request: Request) -> Reply:
    _LOG.exception("%s %s broke the mock", request.method, request.path[:200])
    return problem(500, "the mock could not answer; its log says more", code="broken")
