"""A mock listens where it is told, says when it cannot, and stops."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading

import httpx
import pytest

from apiyard.core.clock import SystemClock
from apiyard.core.errors import InvalidInputError, NotFoundError, UnavailableError
from apiyard.mock.app import mock_app
from apiyard.mock.serve import Served, serve
from apiyard.mock.serving.site import Mount, Site
from apiyard.mock.serving.tls import Tls, self_signed
from apiyard.spec.exchange import Reply
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


def test_over_tls_with_a_certificate_made_on_the_spot():
    with Served(mock_app(load_contract(CONTRACT)), tls=Tls(self_signed=True)) as served:
        assert served.url.startswith("https://")
        assert httpx.get(f"{served.url}/pets/1", verify=False).status_code == 200
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"{served.url}/pets/1")


def test_over_tls_with_a_certificate_that_is_given(tmp_path):
    pem = tmp_path / "both.pem"
    pem.write_bytes(self_signed("127.0.0.1", SystemClock().now()))
    trusting = ssl.create_default_context(cafile=str(pem))
    with Served(mock_app(load_contract(CONTRACT)), tls=Tls(cert=str(pem))) as served:
        port = served.url.rpartition(":")[2]
        assert httpx.get(f"{served.url}/pets/1", verify=trusting).status_code == 200
        assert httpx.get(f"https://localhost:{port}/pets/1", verify=trusting).status_code == 200


@pytest.mark.parametrize("content", [b"", b"nonsense"])
def test_files_without_a_certificate_are_told(content, tmp_path):
    pem = tmp_path / "no.pem"
    pem.write_bytes(content)
    with pytest.raises(InvalidInputError, match="no certificate"):
        Served(mock_app(load_contract(CONTRACT)), tls=Tls(cert=str(pem)))


def test_a_file_of_a_certificate_that_is_not_there_is_named(tmp_path):
    pem = tmp_path / "no.pem"
    with pytest.raises(NotFoundError) as caught:
        Served(mock_app(load_contract(CONTRACT)), tls=Tls(cert=str(pem)))
    assert caught.value.where == str(pem)


def test_calls_in_one_write_are_answered_in_order():
    with Served(mock_app(load_contract(CONTRACT))) as served:
        port = int(served.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), 5) as connection:
            connection.sendall(b"GET /pets/1 HTTP/1.1\r\nhost: a\r\n\r\n" * 40 + b"GET /no HTTP/1.0\r\n\r\n")
            got = b""
            while piece := connection.recv(65536):
                got += piece
    assert got.count(b"HTTP/1.1 200 OK") == 40
    assert got.rindex(b"HTTP/1.1 404") > got.rindex(b"HTTP/1.1 200")


def test_an_answer_under_way_is_finished_at_the_end():
    begun = threading.Event()

    async def slow():
        begun.set()
        await asyncio.sleep(0.2)
        return Reply(200, (), b"whole")

    contract = load_contract(CONTRACT)
    site = Site([Mount("pets", contract, lambda request: slow())])
    found = []
    with Served(site) as served:
        caller = threading.Thread(target=lambda: found.append(httpx.get(f"{served.url}/")))
        caller.start()
        assert begun.wait(10)
    caller.join(10)
    assert found[0].text == "whole"


def test_jobs_run_beside_it_and_end_with_it():
    ended = []

    async def job():
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    with Served(mock_app(load_contract(CONTRACT)), jobs=[job]) as served:
        assert httpx.get(f"{served.url}/pets/1").status_code == 200
    assert ended == [True]
