"""One bounded HTTP question to a process on this machine."""

from __future__ import annotations

import asyncio
from pathlib import Path

import h11

from apiyard.core.noun import dataclass

LARGEST_ANSWER = 4 * 1024 * 1024
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered.

    Args:
        status: the HTTP status, 0 when nobody answered.
        body: the body, cut to LARGEST_ANSWER.
    """

    status: int
    body: bytes = b""

    @property
    def well(self) -> bool:
        """Whether the status is 2xx or 3xx."""
        return 200 <= self.status < 400


async def ask(place: Path | int, path: str, *, method: str = "GET", timeout: float = 2.0) -> Answer:
    """Ask a process over its Unix socket or its loopback port (HTTP/1.1, one exchange for each connection).

    Args:
        place: the socket, or the port on 127.0.0.1.
        path: path and query.
        method: the HTTP method.
        timeout: seconds for the whole exchange.

    Returns:
        The answer; status 0 when there is none in time. Redirects are not followed and no proxy is used.
    """
    try:
        async with asyncio.timeout(timeout):
            if isinstance(place, int):
                reader, writer = await asyncio.open_connection("127.0.0.1", place)
            else:
                reader, writer = await asyncio.open_unix_connection(str(place))
            try:
                host = f"127.0.0.1:{place}" if isinstance(place, int) else "local"
                return await _exchange(reader, writer, h11.Request(method=method, target=path, headers=_headers(host)))
            finally:
                writer.close()
    except (OSError, TimeoutError, h11.ProtocolError, ValueError):
        return Answer(0)


def _headers(host: str) -> list[tuple[str, str]]:
    return [("host", host), ("connection", "close"), ("content-length", "0"), ("user-agent", "apiyard-agent")]


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: h11.Request) -> Answer:
    protocol = h11.Connection(h11.CLIENT)
    writer.write((protocol.send(request) or b"") + (protocol.send(h11.EndOfMessage()) or b""))
    await writer.drain()
    status, body = 0, bytearray()
    while len(body) < LARGEST_ANSWER:
        event = protocol.next_event()
        if event is h11.NEED_DATA:
            protocol.receive_data(await reader.read(_CHUNK))
        elif isinstance(event, h11.Response):
            status = event.status_code
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, (h11.EndOfMessage, h11.ConnectionClosed)):
            break
    return Answer(status, bytes(body[:LARGEST_ANSWER]))
