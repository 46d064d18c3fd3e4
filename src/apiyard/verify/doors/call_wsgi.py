"""Call an application by WSGI (PEP 3333)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from apiyard.spec.exchange import Headers, Request
from apiyard.verify.doors.call_asgi import MAX_REPLY_BYTES, Called, raised
from apiyard.verify.enough import Enough, enough_of


def call_wsgi(app: Callable[..., Any], request: Request, begun: Callable[[Called], None] | None = None) -> Called:
    """Send one request and read the whole reply.

    Args:
        app: the application.
        request: the request.
        begun: is told what there is of a stream, each time that it goes on.

    Returns:
        The reply, 500 when the application raised, or why there is none.
    """
    heard: list[tuple[str, Headers]] = []
    pieces: list[bytes] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Callable[[bytes], Any]:
        heard.append((status, tuple(headers)))
        return pieces.append

    try:
        size = 0
        enough: Enough | None = None
        answer = app(_environ(request), start)
        try:
            for piece in answer:
                size += len(piece)
                if size > MAX_REPLY_BYTES:
                    return Called(broken=f"the reply is larger than {MAX_REPLY_BYTES} bytes")
                pieces.append(bytes(piece))
                if enough is None and heard and len(pieces) == 1:
                    enough = enough_of(heard[-1][1])
                if enough is not None:
                    full, cut = enough.take(pieces[-1]), _cut(heard[-1], pieces)
                    if full:
                        return cut
                    if begun is not None:
                        begun(cut)
        finally:
            if hasattr(answer, "close"):
                answer.close()
    except Exception as error:  # noqa: BLE001 - whatever a service raises is the service's fault
        return raised(error)
    if not heard:
        return Called(broken="the application ended without a reply")
    status, headers = heard[-1]
    number = status.partition(" ")[0]
    if not (number.isascii() and number.isdecimal() and len(number) == 3):
        return Called(broken=f"the reply has no status: {status[:40]!r}")
    empty = request.method.upper() == "HEAD" or int(number) in {204, 304}
    return Called(int(number), headers, b"" if empty else b"".join(pieces))


def _cut(heard: tuple[str, Headers], pieces: list[bytes]) -> Called:
    number = heard[0].partition(" ")[0]
    status = int(number) if number.isascii() and number.isdecimal() and len(number) == 3 else 0
    return Called(status, heard[1], b"".join(pieces), cut=True)


def _environ(request: Request) -> dict[str, Any]:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method.upper(),
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(request.path).decode("latin-1"),
        "QUERY_STRING": request.query,
        "REQUEST_URI": request.path + (f"?{request.query}" if request.query else ""),
        "RAW_URI": request.path + (f"?{request.query}" if request.query else ""),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers:
        key = name.upper().replace("-", "_")
        key = key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"
        environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ
