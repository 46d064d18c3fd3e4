"""News for open pages: server-sent events (WHATWG HTML, section 9.2), bounded for each page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson

from apiyard.core.errors import TooLargeError
from apiyard.core.noun import dataclass, field

MOST_PAGES = 40
_WAITING = 100
_BEAT_SECONDS = 15.0


@dataclass(slots=True)
class News:
    """Tells all open pages what happened.

    Args:
        pages: what waits for each page; None ends it.
    """

    pages: set[asyncio.Queue[bytes | None]] = field(default_factory=set)
    closed: bool = False

    def tell(self, event: str, facts: Any) -> None:
        """Tell all pages something; a page that does not listen misses it.

        Args:
            event: its name.
            facts: a JSON value.
        """
        text = b"event: " + event.encode() + b"\ndata: " + orjson.dumps(facts) + b"\n\n"
        for page in self.pages:
            if not page.full():
                page.put_nowait(text)

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        self.closed = True
        for page in self.pages:
            while page.full():
                page.get_nowait()
            page.put_nowait(None)

    async def stream(self) -> AsyncIterator[bytes]:
        """Give what happens from now on to one page.

        Yields:
            Events, and a comment now and then that shows whether the page is still there.

        Raises:
            TooLargeError: too many pages are open.
        """
        if len(self.pages) >= MOST_PAGES:
            raise TooLargeError("too many pages are open")
        page: asyncio.Queue[bytes | None] = asyncio.Queue(_WAITING)
        self.pages.add(page)
        try:
            yield b": hello\n\n"
            while not self.closed:
                try:
                    text = await asyncio.wait_for(page.get(), _BEAT_SECONDS)
                except TimeoutError:
                    text = b": here\n\n"
                if text is None:
                    return
                yield text
        finally:
            self.pages.discard(page)
