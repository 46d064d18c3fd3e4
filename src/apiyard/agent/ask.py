"""One bounded HTTP question to a process on this machine."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import httpx

LARGEST_ANSWER = 4 * 1024 * 1024


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
    """Ask a process over its Unix socket or its loopback port.

    Args:
        place: the socket, or the port on 127.0.0.1.
        path: path and query.
        method: the HTTP method.
        timeout: seconds for the whole exchange.

    Returns:
        The answer; status 0 when there is none in time. Redirects are not followed and no proxy is used.
    """
    uds = None if isinstance(place, int) else str(place)
    host = f"127.0.0.1:{place}" if isinstance(place, int) else "local"
    transport = httpx.AsyncHTTPTransport(uds=uds)
    try:
        async with (
            asyncio.timeout(timeout),
            httpx.AsyncClient(transport=transport, timeout=timeout, trust_env=False) as client,
            client.stream(method, f"http://{host}{path}") as response,
        ):
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > LARGEST_ANSWER:
                    break
            return Answer(response.status_code, bytes(body[:LARGEST_ANSWER]))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, TimeoutError, ValueError):
        return Answer(0)
