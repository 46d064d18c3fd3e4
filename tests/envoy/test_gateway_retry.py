"""What a real Envoy tries again: what no service has seen, and reads, but never a write."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from apiyard.gateway.intent import Endpoint
from tests.conftest import free_port
from tests.envoy.stage import api, version

pytestmark = pytest.mark.envoy


@contextmanager
def _hangs_up_first(times: int) -> Iterator[tuple[int, list[bytes]]]:
    """A service that reads a request and hangs up, some times, and answers after."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line:
                heard.append(line.recv(65_536))
                if len(heard) > times:
                    line.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok")

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield server.getsockname()[1], heard
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()


@pytest.mark.parametrize(("method", "status", "calls"), [("GET", 200, 2), ("POST", 503, 1)])
def test_a_line_that_broke_is_tried_again_for_reads_only(stage, method, status, calls):
    with _hangs_up_first(1) as (port, heard):
        stage.apply(api("shop", replace(version("1.0.0"), endpoints=(Endpoint("127.0.0.1", port),))))
        assert stage.call("/shop/things", method).status == status
        assert len(heard) == calls


def test_an_instance_that_cannot_be_reached_is_passed_over(stage):
    service = stage.service("one")
    dead = Endpoint("127.0.0.1", free_port())
    stage.apply(api("shop", replace(version("1.0.0"), endpoints=(dead, service.endpoint))))
    assert {stage.call("/shop/things", "POST").status for _ in range(20)} == {200}
