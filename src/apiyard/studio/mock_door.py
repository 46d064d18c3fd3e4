"""The mock of what is typed, on a port of its own: each request is answered by a child within bounds."""

from __future__ import annotations

import base64
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import quote

from starlette.types import ASGIApp, Receive, Scope, Send

from apiyard.core.errors import ApiyardError
from apiyard.studio.problems import problem
from apiyard.studio.room import Room

MOST = 1024 * 1024
"""The largest body of a request, in bytes."""

_CORS = ((b"access-control-allow-origin", b"*"), (b"access-control-expose-headers", b"*"))


def mock_door(room: Room, hosts: tuple[str, ...]) -> ASGIApp:
    """Make the application of the mock.

    Args:
        room: the studio.
        hosts: what Host may say, with port.

    Returns:
        An ASGI application for loopback. As with every mock, pages of any origin may call it: it knows no secret and
        changes nothing.
    """

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]
        if [value.lower() for name, value in headers if name == "host"] not in [[each] for each in hosts]:
            await problem(421, "wrong-host", "this server does not answer for that host")(scope, receive, send)
            return
        body = await _body(receive)
        if body is None:
            await problem(413, "too-large", f"the body may have {MOST} bytes")(scope, receive, send)
            return
        try:
            told = await room.mocker.ask(_task(scope, headers, body))
        except ApiyardError as error:
            status = 504 if error.code == "too-slow" else error.status
            await problem(status, error.code, error.what, hint=error.hint)(scope, receive, send)
            return
        await _answer(told, send, cors=any(name == "origin" for name, _ in headers), head=scope["method"] == "HEAD")

    return app


def _task(scope: MutableMapping[str, Any], headers: list[tuple[str, str]], body: bytes) -> dict[str, Any]:
    raw = scope.get("raw_path") or quote(scope["path"]).encode()
    return {
        "task": "call",
        "method": scope["method"],
        "path": _ascii(raw.partition(b"?")[0]),
        "query": _ascii(scope["query_string"]),
        "headers": headers,
        "body": base64.b64encode(body).decode(),
    }


async def _body(receive: Receive) -> bytes | None:
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > MOST:
            return None
        if message["type"] != "http.request" or not message.get("more_body", False):
            return b"".join(pieces)


async def _answer(told: dict[str, Any], send: Send, *, cors: bool, head: bool) -> None:
    body = base64.b64decode(told["body"])
    headers = [
        (name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in told["headers"]
    ]
    headers += _CORS if cors else ()
    if not any(name.lower() == b"content-length" for name, _ in headers) and told["status"] not in {204, 304}:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": told["status"], "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else body})


def _ascii(raw: bytes) -> str:
    return raw.decode("ascii") if raw.isascii() else quote(raw, safe="!#$%&'()*+,/:;=?@[]~")
