"""Streams of news for pages: one look a second for all of them together, and only while somebody listens."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

from apiyard.core.clock import SystemClock
from apiyard.core.errors import ApiyardError
from apiyard.core.noun import replace
from apiyard.wiring.moved import Moved, follow_rollouts, look
from apiyard.wiring.parts import Parts
from apiyard.wiring.trail import Trails

MOST_STREAMS = 64
"""Streams of all people together."""

MOST_EACH = 8
"""Streams of one session."""

HEARTBEAT_SECONDS = 15.0
"""A quiet stream says this often that it is there, and whether its person still is."""

_LOOK_SECONDS = 1.0
_TRAFFIC_EVERY = 3
_LOG = logging.getLogger("apiyard.server")


class News:
    """What changed, told to any number of streams.

    Args:
        parts: the doors that are looked at.
        closing: set when the server ends, and all streams with it.
    """

    def __init__(self, parts: Parts, closing: asyncio.Event) -> None:
        """Remember the doors; nothing is looked at before somebody listens."""
        self.trails = Trails()
        self._parts = parts
        self._closing = closing
        self._latest = Moved()
        self._changed = asyncio.Condition()
        self._beginning = asyncio.Lock()
        self._streams: Counter[str] = Counter()
        self._watching: asyncio.Task[None] | None = None

    def full(self, session: str) -> bool:
        """Whether there are too many streams for one more.

        Args:
            session: whose it would be.
        """
        return self._streams[session] >= MOST_EACH or self._streams.total() >= MOST_STREAMS

    async def stream(self, session: str, since: Moved, alive: Callable[[], Awaitable[bool]]) -> AsyncIterator[bytes]:
        """Tell what changes, as server-sent events named ``ledger``, ``intents`` and ``traffic``.

        Args:
            session: whose stream it is.
            since: what the page shows already.
            alive: says whether the session still holds.

        Yields:
            Events and heartbeats (HTML Living Standard, 9.2).
        """
        self._streams[session] += 1
        try:
            await self._begin()
            yield b"retry: 2000\n\n"
            seen = since
            while not self._closing.is_set():
                latest = self._latest
                for name in latest.since(seen):
                    yield f"event: {name}\ndata: {getattr(latest, name)}\n\n".encode()
                seen = latest
                if not await self._next(latest):
                    yield b": still here\n\n"
                    if not await alive():
                        return
        finally:
            self._streams[session] -= 1
            self._streams += Counter()  # forgets those who listen no more

    async def _begin(self) -> None:
        async with self._beginning:
            if self._watching is None or self._watching.done():
                self._latest = await asyncio.to_thread(look, self._parts)
                self._watching = asyncio.create_task(self._watch())

    async def _next(self, told: Moved) -> bool:
        """Wait for news; False when none came until the next heartbeat."""
        async with self._changed:
            with suppress(TimeoutError):
                await asyncio.wait_for(
                    self._changed.wait_for(lambda: self._latest is not told or self._closing.is_set()),
                    HEARTBEAT_SECONDS,
                )
                return True
        return False

    async def _watch(self) -> None:
        rounds = 0
        while self._streams.total() and not self._closing.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), _LOOK_SECONDS)
            rounds += 1
            latest = await self._look(with_traffic=rounds % _TRAFFIC_EVERY == 0)
            async with self._changed:
                if latest != self._latest:
                    self._latest = latest
                self._changed.notify_all()

    async def _look(self, *, with_traffic: bool) -> Moved:
        """See how things stand; calls come all the time, so pages look at them less often."""
        try:
            latest = await asyncio.to_thread(look, self._parts)
            if latest.intents != self._latest.intents:
                await asyncio.to_thread(follow_rollouts, self._parts, self.trails, SystemClock().now())
        except ApiyardError as error:
            _LOG.warning("news: %s", error)
            return self._latest
        return latest if with_traffic else replace(latest, traffic=self._latest.traffic)
