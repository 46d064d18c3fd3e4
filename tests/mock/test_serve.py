"""A mock listens where it is told, says when it cannot, and stops."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from apiyard.core.errors import UnavailableError
from apiyard.mock.app import mock_app
from apiyard.mock.serve import Served, serve
from apiyard.spec.load import load_contract
from tests.apps.pets import CONTRACT

PROGRAM = """
from apiyard.mock.app import mock_app
from apiyard.mock.serve import serve
from apiyard.spec.load import load_contract
serve(mock_app(load_contract({path!r})), ready=lambda url: print(url, flush=True))
"""


def test_a_mock_answers_on_a_port_and_is_gone_afterwards():
    with Served(mock_app(load_contract(CONTRACT))) as served:
        assert httpx.get(f"{served.url}/pets/1").status_code == 200
        raw = httpx.get(f"{served.url}/pets/%31%00%2F")
        assert raw.status_code == 400
    with pytest.raises(httpx.ConnectError):
        httpx.get(served.url)


def test_garbage_does_not_end_it():
    with Served(mock_app(load_contract(CONTRACT))) as served:
        port = int(served.url.rpartition(":")[2])
        for data in (b"\x00\xff\r\n\r\n", b"GET /\xe4 HTTP/1.1\r\nhost: a\r\n\r\n", b"POST /pets HTTP/1.1\r\n"):
            with socket.create_connection(("127.0.0.1", port), 5) as connection:
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                connection.recv(65536)
        assert httpx.get(f"{served.url}/pets/1").status_code == 200


def test_a_taken_port_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UnavailableError, match="cannot listen"):
        serve(mock_app(load_contract(CONTRACT)), port=taken.getsockname()[1])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it(number):
    command = [sys.executable, "-c", PROGRAM.format(path=str(CONTRACT))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert httpx.get(f"{url}/pets/1").status_code == 200
        os.kill(process.pid, number)
        process.communicate(timeout=20)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
    assert process.returncode in {0, -number, 1, 130}
