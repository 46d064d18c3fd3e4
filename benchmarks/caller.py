"""A caller for benchmarks: many keep-alive connections, one thread, a bounded number of calls."""

from __future__ import annotations

import selectors
import socket
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass
class Calls:
    """What came of the calls."""

    statuses: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    seconds: float = 0.0


class Line:
    """One keep-alive connection with at most one call under way."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self._open()
        self.got = bytearray()

    def _open(self) -> socket.socket:
        made = socket.create_connection(("127.0.0.1", self.port))
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def ask(self, request: bytes) -> None:
        """Send a call."""
        self.got.clear()
        self.socket.sendall(request)

    def answered(self) -> int:
        """Give the status when the whole answer is there, 0 when not yet, -1 when the line broke."""
        data = self.socket.recv(65_536)
        if not data:
            return -1
        self.got += data
        head = self.got.find(b"\r\n\r\n")
        if head < 0:
            return 0
        place = self.got.lower().find(b"content-length:", 0, head)
        length = int(self.got[place + 15 : self.got.find(b"\r\n", place)]) if place >= 0 else 0
        return int(self.got[9:12]) if len(self.got) >= head + 4 + length else 0

    def close(self) -> None:
        """Hang up."""
        self.socket.close()


def call(
    port: int,
    requests: Sequence[bytes],
    *,
    lines: int = 16,
    total: int = 0,
    until: Callable[[], bool] | None = None,
) -> Calls:
    """Make calls in turn over several connections.

    Args:
        port: where to call.
        requests: whole HTTP/1.1 requests, used again and again in their order.
        lines: connections.
        total: how many calls; 0 goes on until ``until`` says so.
        until: asked between calls.
    """
    result = Calls()
    chosen = selectors.DefaultSelector()
    every = [Line(port) for _ in range(lines)]
    start = time.perf_counter()
    sent = 0
    for line in every:
        line.ask(requests[sent % len(requests)])
        sent += 1
        chosen.register(line.socket, selectors.EVENT_READ, line)
    busy = lines
    while busy:
        for key, _ in chosen.select(5):
            line = key.data
            status = line.answered()
            if not status:
                continue
            if status < 0:
                result.broken += 1
                chosen.unregister(line.socket)
                busy -= 1
                continue
            result.statuses[status] += 1
            if (total and sent < total) or (until and not until()):
                line.ask(requests[sent % len(requests)])
                sent += 1
            else:
                chosen.unregister(line.socket)
                busy -= 1
    result.seconds = time.perf_counter() - start
    for line in every:
        line.close()
    return result


def request(path: str, **headers: str) -> bytes:
    """Write a GET request."""
    lines = [
        f"GET {path} HTTP/1.1",
        "host: gateway",
        *(f"{name.replace('_', '-')}: {text}" for name, text in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()
