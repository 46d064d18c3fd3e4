"""Bounded traffic through a gateway: keep-alive connections that call one after the other, and what became of it."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Traffic:
    """What became of the calls.

    Args:
        url: the gateway.
        key: the key that all calls carry.
        paths: what is called, in turn.
        connections: how many call at the same time.
        pause: seconds between two calls of a connection.
        good: answers below 500 by the version that gave them.
        own: faults that the upstream itself told.
        failed: calls that failed otherwise.
    """

    url: str
    key: str
    paths: Sequence[str] = ("/notes-api/notes/7", "/notes-api/notes")
    connections: int = 12
    pause: float = 0.01
    good: Counter[str] = field(default_factory=Counter)
    own: int = 0
    failed: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def calls(self) -> int:
        """How many calls were good."""
        return sum(self.good.values())

    def _call(self) -> None:
        place = urlsplit(self.url)
        connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=15)
        turn = 0
        while not self._stop.is_set():
            turn += 1
            try:
                connection.request("GET", self.paths[turn % len(self.paths)], headers={"x-api-key": self.key})
                answer = connection.getresponse()
                answer.read()
                self._count(answer)
            except (OSError, http.client.HTTPException) as error:
                with self._lock:
                    self.failed.append(f"{time.monotonic():.3f} {error!r}")
                connection.close()
            self._stop.wait(self.pause)
        connection.close()

    def _count(self, answer: http.client.HTTPResponse) -> None:
        with self._lock:
            if answer.status == 200:
                self.good[answer.headers.get("x-version", "")] += 1
            elif answer.headers.get("x-own-fault"):
                self.own += 1
            else:
                self.failed.append(f"{time.monotonic():.3f} status {answer.status}")

    def more(self, calls: int, *, seconds: float = 20.0) -> None:
        """Wait until so many more calls were good."""
        wanted, until = self.calls + calls, time.monotonic() + seconds
        while self.calls < wanted:
            assert time.monotonic() < until, f"{self.calls} of {wanted} good calls; failed: {self.failed[:5]}"
            time.sleep(0.02)

    @contextmanager
    def running(self) -> Iterator[Traffic]:
        """Call until the block ends."""
        threads = [threading.Thread(target=self._call) for _ in range(self.connections)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()
