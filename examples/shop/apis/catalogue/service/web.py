"""A small HTTP server for JSON services, on the standard library alone."""

from __future__ import annotations

import argparse
import json
import re
import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote

MAX_BODY_BYTES = 64 * 1024


class ProblemError(Exception):
    """An answer that says what went wrong (RFC 9457).

    Args:
        status: the HTTP status.
        detail: one sentence for the caller.
        headers: more headers, such as ``Allow``.
    """

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Call:
    """What a handler is given.

    Args:
        values: the path parameters.
        query: the query parameters, each with all its values.
        headers: the request headers.
        body: the bytes of the body.
    """

    values: Mapping[str, str]
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    def one(self, name: str) -> str | None:
        """Give the only value of a query parameter, None without it; twice is a problem."""
        values = self.query.get(name, [])
        if len(values) > 1:
            raise ProblemError(400, f"query parameter {name!r} was given {len(values)} times")
        return values[0] if values else None

    def number(self, name: str, lowest: int, highest: int, *, default: int) -> int:
        """Give a query parameter that is a whole number within bounds."""
        text = self.one(name)
        if text is None:
            return default
        if re.fullmatch(r"0|[1-9][0-9]{0,8}", text) is None or not lowest <= int(text) <= highest:
            raise ProblemError(400, f"query parameter {name!r} must be a whole number from {lowest} to {highest}")
        return int(text)

    def choice(self, name: str, choices: frozenset[str]) -> str | None:
        """Give a query parameter that is one of some words, None without it."""
        text = self.one(name)
        if text is not None and text not in choices:
            raise ProblemError(400, f"query parameter {name!r} must be one of {', '.join(sorted(choices))}")
        return text

    def json(self) -> Any:
        """Give the JSON value of the body; 415 or 400 when there is none."""
        media = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media != "application/json":
            raise ProblemError(415, "send the body as application/json")
        try:
            return json.loads(self.body, parse_constant=_no_constant)
        except (ValueError, RecursionError) as error:
            raise ProblemError(400, "the body is not JSON") from error


def _no_constant(name: str) -> None:
    raise ValueError(name)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler gives back.

    Args:
        status: the HTTP status.
        value: the JSON value of the body.
        headers: more headers, such as ``Location``.
    """

    status: int
    value: Any
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """One operation: a method, a path template such as ``/orders/{orderId}``, and who answers."""

    method: str
    path: str
    handler: Handler

    def match(self, path: str) -> dict[str, str] | None:
        """Give the decoded path parameters when the path fits the template."""
        template, pieces = self.path.split("/"), path.split("/")
        if len(template) != len(pieces):
            return None
        values: dict[str, str] = {}
        for part, piece in zip(template, pieces, strict=True):
            if part.startswith("{"):
                values[part[1:-1]] = unquote(piece)
            elif part != piece:
                return None
        return values


def whole(value: Any, lowest: int, highest: int) -> bool:
    """Tell whether a JSON value is a whole number within bounds; 5.0 is one (JSON Schema 2020-12, 4.2.3)."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return value == value // 1 and lowest <= value <= highest


def now() -> str:
    """Give the time of day as RFC 3339 text in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    routes: tuple[Route, ...] = ()
    busy = threading.Semaphore(0)

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        self.busy.release()
        try:
            self._send(self._outcome())
        finally:
            self.busy.acquire()

    def _outcome(self) -> Answer:
        try:
            body = self._body()
            path, _, text = self.path.partition("?")
            handler, values = self._find(path)
            query = parse_qs(text, keep_blank_values=True)
            return handler(Call(values, query, _lower(self.headers), body))
        except ProblemError as problem:
            return _problem(problem.status, problem.detail, problem.headers)
        except Exception as error:  # noqa: BLE001 - the service stays up; the caller sees a 500
            print(f"{self.path}: {error!r}", flush=True)
            return _problem(500, "the service failed")

    def _find(self, path: str) -> tuple[Handler, dict[str, str]]:
        found = [(route, values) for route in self.routes if (values := route.match(path)) is not None]
        if not found:
            raise ProblemError(404, "no such path")
        method = "GET" if self.command == "HEAD" else self.command
        for route, values in found:
            if route.method == method:
                return route.handler, values
        allowed = ", ".join(sorted({route.method for route, _ in found}))
        raise ProblemError(405, f"use {allowed}", {"Allow": allowed})

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("transfer-encoding", "").lower():
            return b"".join(self._chunks())
        length = self.headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            self.close_connection = True
            raise ProblemError(400, "content-length is no number")
        if int(length) > MAX_BODY_BYTES:
            self.close_connection = True
            raise ProblemError(413, f"the body may have {MAX_BODY_BYTES} bytes")
        return self.rfile.read(int(length))

    def _chunks(self) -> list[bytes]:
        pieces: list[bytes] = []
        total = 0
        try:
            while size := int(self.rfile.readline(80).partition(b";")[0], 16):
                total += size
                if size < 0 or total > MAX_BODY_BYTES:
                    raise ProblemError(413, f"the body may have {MAX_BODY_BYTES} bytes")
                pieces.append(self.rfile.read(size))
                self.rfile.readline(8)
            while self.rfile.readline(8192).strip():
                pass
        except (ValueError, ProblemError) as error:
            self.close_connection = True
            raise error if isinstance(error, ProblemError) else ProblemError(400, "broken chunk") from None
        return pieces

    def _send(self, answer: Answer) -> None:
        data = json.dumps(answer.value).encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", "application/problem+json" if answer.status >= 400 else "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, text in answer.headers.items():
            self.send_header(name, text)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
        self.wfile.flush()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a request that could not even be read, with the same form of problem as everywhere."""
        self.close_connection = True
        self.command = getattr(self, "command", None) or "GET"
        self._send(_problem(code, message or explain or "bad request"))

    def log_message(self, format: str, *args: Any) -> None:
        """Stay quiet; what fails is printed where it fails."""


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): text for name, text in headers.items()}


def _problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Answer:
    try:
        title = HTTPStatus(status).phrase
    except ValueError:
        title = "Error"
    return Answer(status, {"type": "about:blank", "title": title, "status": status, "detail": detail}, headers or {})


class _Server(ThreadingHTTPServer):
    request_queue_size = 512
    daemon_threads = True
    block_on_close = False


def health(_call: Call) -> Answer:
    """Tell that the service can answer."""
    return Answer(200, {"status": "ok"})


def serve(routes: tuple[Route, ...]) -> None:
    """Serve until SIGTERM or Ctrl-C; what is being answered then is answered to its end.

    Args:
        routes: the operations; ``GET /healthz`` is added.
    """
    options = argparse.ArgumentParser()
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, required=True)
    chosen = options.parse_args()
    _Connection.routes = (Route("GET", "/healthz", health), *routes)
    server = _Server((chosen.host, chosen.port), _Connection)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    print(f"listening on {chosen.host}:{server.server_address[1]}", flush=True)
    stop.wait()
    server.shutdown()
    _settle(5.0)


def _settle(seconds: float) -> None:
    """Wait until no request is being answered."""
    deadline = time.monotonic() + seconds
    while _Connection.busy.acquire(blocking=False):
        _Connection.busy.release()
        if time.monotonic() > deadline:
            return
        time.sleep(0.01)
