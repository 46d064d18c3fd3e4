"""Fixtures of the agent's tests: an agent of one's own, and an upstream to call through a gateway."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest

from tests.agent.agents import Yard, new_yard


@pytest.fixture(scope="module")
def shared_yard() -> Iterator[Yard]:
    """Give a running agent that the tests of a file share; everything in it is ended afterwards."""
    with new_yard() as made:
        yield made


@pytest.fixture
def yard(shared_yard) -> Iterator[Yard]:
    """Give the running agent of the file with nothing in it; a test may kill it, since the next one starts another."""
    shared_yard.start()
    yield shared_yard
    node = shared_yard.start()
    for process in node.processes():
        node.delete_process(process.id, grace_seconds=0.2)
    for gateway in node.status().gateways:
        node.delete_gateway(gateway.environment)
    for environment in node.status().spools:
        node.ack_records(environment, node.records(environment, max_bytes=16_000_000).cursor)


class _Upstream(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one piece, or each call waits for a delayed acknowledgement

    def do_GET(self):
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format, *args):
        return


@pytest.fixture
def upstream() -> Iterator[int]:
    """Give the port of a small upstream."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Upstream)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()
