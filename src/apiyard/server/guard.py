"""Keep foreign web pages out: each request's Host and Origin must be this server's own (DNS rebinding, CSRF)."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from apiyard.server.problems import problem

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
MAX_BODY = 64 * 1024 * 1024
"""The largest request body that is read, in bytes."""


class Guard:
    """ASGI middleware that refuses requests for other hosts and from other origins.

    Args:
        app: what it protects.
        hosts: accepted values of Host, with port, in lower case.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope["method"], headers)
        if sum(name.lower() == b"host" for name, _ in scope["headers"]) > 1:
            refusal = "wrong-host"  # which of them was meant, others may read otherwise (RFC 9112, 3.2)
        if refusal:
            await problem(403 if refusal != "too-large" else 413, refusal, _WORDS[refusal])(scope, receive, send)
            return

        async def send_with_headers(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_HEADERS]}  # type: ignore[misc]
            await send(message)

        await self.app(scope, _bounded(receive), send_with_headers)  # type: ignore[arg-type]

    def _refusal(self, method: str, headers: dict[bytes, str]) -> str:
        if headers.get(b"host", "").lower() not in self.hosts:
            return "wrong-host"
        origin = headers.get(b"origin")
        if origin is not None and method not in _SAFE and _host_of(origin) not in self.hosts:
            return "wrong-origin"
        length = headers.get(b"content-length", "0")
        if not length.isdigit() or int(length) > MAX_BODY:
            return "too-large"
        if b"transfer-encoding" in headers and b"content-length" not in headers:
            return "too-large"
        return ""


def _host_of(origin: str) -> str:
    """An origin is a scheme and a host, and nothing else (RFC 6454, 7)."""
    scheme, _, host = origin.lower().partition("://")
    return host if scheme in {"http", "https"} else ""


def _bounded(receive: Receive) -> Receive:
    """A body whose length nobody told (HTTP/2 needs none) is cut off like a caller that left."""
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        return message if read <= MAX_BODY else {"type": "http.disconnect"}

    return bounded


_WORDS = {
    "wrong-host": "this server does not answer for that host name",
    "wrong-origin": "requests that change something must come from this server's own pages",
    "too-large": f"a request needs a Content-Length of at most {MAX_BODY} bytes",
}
