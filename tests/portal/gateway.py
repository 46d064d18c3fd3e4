"""Stands at a gateway's address: answers like a service, and remembers what reached it."""

from __future__ import annotations

import http.server
import json
import threading
from contextlib import contextmanager
from typing import Any


class _Server(http.server.ThreadingHTTPServer):
    def __init__(self, port):
        super().__init__(("127.0.0.1", port), _Answers)
        self.seen: list[Any] = []
        self.answers: dict[str, Any] = {}


class _Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def handle_one_call(self):
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length)
        self.server.seen.append((self.command, self.path, [(k.lower(), v) for k, v in self.headers.items()], body))
        path = self.path.partition("?")[0]
        status, headers, answer = self.server.answers.get(path, (200, {}, {"items": [], "here": "a real answer"}))
        data = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        for name, value in {"content-type": "application/json", **headers}.items():
            self.send_header(name, value)
        if "transfer-encoding" not in headers:
            self.send_header("content-length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = handle_one_call  # noqa: N815 - named by the method

    def log_message(self, *arguments):
        pass


@contextmanager
def gateway(port):
    """Listen at the address of a gateway; give the server with ``seen`` and ``answers``."""
    server = _Server(port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
