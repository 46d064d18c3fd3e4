"""Keep foreign pages out: Host, Origin and fetch metadata must be this server's own, and bodies stay small."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from apiyard.studio.problems import problem

_SAFE = frozenset({"GET", "HEAD"})
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-robots-tag", b"noindex"),
)


class Guard:
    """ASGI middleware that refuses requests for other hosts (DNS rebinding) and from other pages (CSRF).

    Args:
        app: what it protects.
        hosts: accepted values of Host, with port, in lower case.
        data: what paths of data start with; a browser must ask for them from this server's own page.
        most: the largest request body, in bytes.
        opened: paths below ``data`` that are pages: a link to them may stand anywhere.
    """

    def __init__(
        self, app: ASGIApp, hosts: Iterable[str], *, data: str, most: int, opened: re.Pattern[str] | None = None
    ) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.data = data
        self.most = most
        self.opened = opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            status, words = _WORDS[refusal]
            await problem(status, refusal, words)(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_HEADERS]}
            await send(message)

        await self.app(scope, self._bounded(receive), send_with_headers)

    def _refusal(self, scope: Scope) -> str:
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        hosts = sum(name.lower() == b"host" for name, _ in scope["headers"])
        if hosts != 1 or headers.get(b"host", "").lower() not in self.hosts:
            return "wrong-host"  # of two of them, others may believe the other one (RFC 9112, 3.2)
        origin, from_where = headers.get(b"origin"), headers.get(b"sec-fetch-site", "same-origin")
        if scope["method"] not in _SAFE and (origin is None or _host_of(origin) not in self.hosts):
            return "wrong-origin"
        is_page = self.opened is not None and self.opened.fullmatch(scope["path"]) is not None
        is_page = is_page and headers.get(b"sec-fetch-mode") == "navigate" and scope["method"] in _SAFE
        if (
            scope["path"].startswith(self.data)
            and not is_page
            and (
                from_where not in {"same-origin", "none"} or (origin is not None and _host_of(origin) not in self.hosts)
            )
        ):
            return "wrong-origin"
        length = headers.get(b"content-length", "0")
        if not length.isdigit() or int(length) > self.most:
            return "too-large"
        return "too-large" if b"transfer-encoding" in headers else ""

    def _bounded(self, receive: Receive) -> Receive:
        read = 0

        async def bounded() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            return message if read <= self.most else {"type": "http.disconnect"}

        return bounded


def _host_of(origin: str) -> str:
    """An origin is a scheme and a host, and nothing else (RFC 6454, 7)."""
    scheme, _, host = origin.lower().partition("://")
    return host if scheme in {"http", "https"} else ""


_WORDS = {
    "wrong-host": (421, "this server does not answer for that host name"),
    "wrong-origin": (403, "only this server's own page may ask for that"),
    "too-large": (413, "the request is too large, or does not say how large it is"),
}
