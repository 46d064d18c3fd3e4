"""What the demo runs beside the platform: a service that somebody else wrote, a receiver of webhooks, a mock."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

from apiyard.core.errors import UnavailableError
from apiyard.wiring.apply import free_port


class Receiver:
    """A receiver of webhooks on loopback that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = min(int(self.headers.get("content-length", "0")), 1_000_000)
                receiver.told.append(json.loads(self.rfile.read(length)))
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: the demo has the screen."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_port}/told"

    def wait_for(self, event: str, seconds: float, **about: str) -> dict[str, Any] | None:
        """Wait for a notice.

        Args:
            event: its event.
            seconds: how long.
            about: further members it must have.

        Returns:
            The notice; None when it did not come.
        """
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for each in list(self.told):
                if each.get("event") == event and all(each.get(name) == value for name, value in about.items()):
                    return each
            time.sleep(0.1)
        return None

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


def start_child(words: Sequence[str], *, log: Path, url: str, seconds: float = 20.0) -> subprocess.Popen[bytes]:
    """Start a process and wait until a URL answers.

    Args:
        words: program and arguments.
        log: file for its output.
        url: what must answer, with any status.
        seconds: how long it may take.

    Returns:
        The child.

    Raises:
        UnavailableError: it did not answer in time; holds the end of its output.
    """
    with log.open("wb") as output:
        child = subprocess.Popen(list(words), stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    until = time.monotonic() + seconds
    while child.poll() is None and time.monotonic() < until:
        try:
            httpx.get(url, timeout=2, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return child
    stop_child(child)
    raise UnavailableError(
        "a part of the demo did not start", where=words[-1], piece=log.read_text("utf-8", "replace")[-190:]
    )


def stop_child(child: subprocess.Popen[bytes]) -> None:
    """End a process.

    Args:
        child: the process.
    """
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def start_httpbin(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start httpbin from PyPI, which nobody here wrote, in its own process.

    Args:
        folder: for its log.

    Returns:
        The child and its base URL.

    Raises:
        UnavailableError: it is not installed (extra ``demo``) or did not start.
    """
    port = free_port("127.0.0.1")
    url = f"http://127.0.0.1:{port}"
    words = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    words += ["--threads", "4", "--no-control-socket", "httpbin:app"]
    return start_child(words, log=folder / "httpbin.log", url=f"{url}/status/204"), url
