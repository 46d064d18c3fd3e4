"""The server: what all connections share, and its beginning and end."""

from __future__ import annotations

import asyncio
import socket
import ssl
from contextlib import suppress

from apiyard.core.clock import Clock
from apiyard.mock.serving.connection import Connection, Handler, Readable
from apiyard.mock.serving.limits import Limits
from apiyard.mock.serving.writer import Writer
from apiyard.spec.exchange import Headers, Reply

_LOOK_SECONDS = 0.5


class Server:
    """Serves a handler on a socket that listens.

    Args:
        handler: answers requests.
        limits: how much callers may ask.
        clock: tells the time.
        readable: lets pages read what they are refused with before the handler sees it; None for no page.
    """

    def __init__(
        self, handler: Handler, *, limits: Limits | None = None, clock: Clock, readable: Readable | None = None
    ) -> None:
        self.handler = handler
        self.readable = readable or _as_it_is
        self.limits = limits or Limits()
        self.closing = False
        self.held = 0
        self.time = clock.monotonic
        self.writer = Writer(clock.now())
        self._clock = clock
        self._connections: set[Connection] = set()
        self._empty = asyncio.Event()

    def opened(self, connection: Connection) -> bool:
        """Take note of a connection; False when there are too many."""
        self._connections.add(connection)
        return len(self._connections) <= self.limits.connections

    def closed(self, connection: Connection) -> None:
        """Forget a connection."""
        self._connections.discard(connection)
        if self.closing and not self._connections:
            self._empty.set()

    async def run(self, listening: socket.socket, stop: asyncio.Event, *, tls: ssl.SSLContext | None = None) -> None:
        """Serve until told to stop; answers under way are then finished, within bounds.

        Args:
            listening: the socket.
            stop: set to end.
            tls: what to speak TLS with; None for plain HTTP.
        """
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: Connection(self, loop),
            sock=listening,
            ssl=tls,
            ssl_handshake_timeout=self.limits.head_seconds if tls else None,
            backlog=512,
        )
        watching = loop.create_task(self._watch())
        try:
            await stop.wait()
        finally:
            watching.cancel()
            server.close()
            await self._end()

    async def _watch(self) -> None:
        """Keep the time for the header Date, and end connections whose time is over."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            self.writer.at(self._clock.now())
            now = self.time()
            for connection in tuple(self._connections):
                connection.overdue(now)

    async def _end(self) -> None:
        self.closing = True
        for connection in tuple(self._connections):
            connection.finish()
        if self._connections:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._empty.wait(), self.limits.end_seconds)
        for connection in tuple(self._connections):
            connection.abort()
        await asyncio.sleep(0)


def _as_it_is(reply: Reply, _: Headers) -> Reply:
    return reply
