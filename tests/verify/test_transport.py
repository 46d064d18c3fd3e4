"""A service that hangs, dies or talks nonsense is told as such, and the door leads only where it may."""

from __future__ import annotations

import gzip
import socket
import threading
from contextlib import contextmanager

import pytest

from apiyard.core.clock import SystemClock
from apiyard.core.errors import ForbiddenError, InvalidInputError, UnavailableError
from apiyard.core.evidence import Verdict
from apiyard.mock.serve import Served
from apiyard.spec.exchange import Request
from apiyard.spec.load import load_contract
from apiyard.verify.doors.door import reach_within
from apiyard.verify.doors.transport import MAX_REPLY_BYTES, Door, NoReplyError, UnsendableError
from apiyard.verify.plan import Plan
from apiyard.verify.run import verify
from tests.apps.pets import CONTRACT, Pets

GET = Request("GET", "/pets")


@contextmanager
def rough_server(reply: bytes | None):
    """Answer every connection with some bytes and close it, or say nothing at all until the end."""
    bound = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []

    def work() -> None:
        while True:
            try:
                connection, _ = bound.accept()
            except OSError:
                return
            held.append(connection)
            if reply is not None:
                connection.recv(65536)
                connection.sendall(reply)
                connection.shutdown(socket.SHUT_RDWR)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        bound.shutdown(socket.SHUT_RDWR)
        bound.close()
        thread.join(5)
        for connection in held:
            connection.close()


@pytest.mark.parametrize(
    ("reply", "what"),
    [
        (None, "no reply within"),
        (b"", "broke off or is not HTTP"),
        (b"nonsense\r\n\r\n", "broke off or is not HTTP"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n123", "broke off or is not HTTP"),
        (b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\n123", "broke off or is not HTTP"),
    ],
)
def test_no_reply_is_told(reply, what):
    with rough_server(reply) as url, Door(url, reply_seconds=0.3) as door, pytest.raises(NoReplyError, match=what):
        door.send(GET)


def test_nobody_listens():
    with rough_server(None) as url:
        pass
    with Door(url) as door, pytest.raises(NoReplyError, match="no connection"):
        door.send(GET)
    with pytest.raises(UnavailableError, match="nobody listens"):
        verify(load_contract(CONTRACT), url)


def test_a_service_may_take_time_to_start():
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port = bound.getsockname()[1]
    started = []

    def pause(seconds):
        started.append(socket.create_server(("127.0.0.1", port)))

    with Door(f"http://127.0.0.1:{port}") as door:
        reach_within(door, 20, SystemClock(), pause=pause)
    assert len(started) == 1
    started[0].close()


@pytest.mark.parametrize("reply", [None, b""])
def test_a_service_that_never_answers_fails_and_the_run_ends(reply):
    with rough_server(reply) as url:
        report = verify(load_contract(CONTRACT), url, Plan(("examples", "fuzz"), reply_seconds=0.1, seconds=60))
    assert report.verdict is Verdict.FAIL
    assert {failure.trouble.check for failure in report.failures} == {"no-reply"}
    assert report.cases <= 4
    assert "does not answer" in str(report.kinds[1].skipped)


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (Request("GET", "/a", headers=(("x-a", "a\nb"),)), UnsendableError),
        (Request("GET", "/a", headers=(("x a", "b"),)), UnsendableError),
        (Request("GET", "/a", headers=(("x-a", "\u20ac"),)), UnsendableError),
        (Request("GET", "/\u20ac"), UnsendableError),
    ],
)
def test_what_is_no_http_is_not_sent(request_, error):
    with Served(Pets()) as served, Door(served.url) as door, pytest.raises(error):
        door.send(request_)


def test_headers_of_the_plan_win_and_the_base_path_stands_before():
    seen = []

    async def app(scope, receive, send):
        seen.append((scope["raw_path"], dict(scope["headers"])[b"authorization"]))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    request = Request("GET", "/a%2Fb", "x=%20", (("Authorization", "Bearer wrong"),))
    with Served(app) as served, Door(f"{served.url}/base/", headers=(("authorization", "Bearer right"),)) as door:
        assert door.send(request).status == 204
    assert seen[0][0].partition(b"?")[0] == b"/base/a%2Fb"
    assert seen[0][1] == b"Bearer right"


def test_cookies_of_one_case_do_not_reach_the_next():
    seen = []

    async def app(scope, receive, send):
        seen.append(dict(scope["headers"]).get(b"cookie"))
        headers = [(b"set-cookie", "a=\u00e9; Path=/".encode())]
        await send({"type": "http.response.start", "status": 204, "headers": headers})
        await send({"type": "http.response.body"})

    with Served(app) as served, Door(served.url) as door:
        door.send(GET)
        door.send(GET)
    assert seen == [None, None]


@pytest.mark.parametrize("url", ["http://192.0.2.1", "http://169.254.169.254/latest", "http://[2001:db8::1]:80"])
def test_another_machine_needs_leave(url):
    with pytest.raises(ForbiddenError):
        Door(url)
    Door(url, allow_remote=True)


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.1", "127.0.0.1:80", "http://", "http://u:p@127.0.0.1", "http://127.0.0.1/?a"]
)
def test_what_is_no_service_url_is_refused(url):
    with pytest.raises(InvalidInputError):
        Door(url)


def coded(body: bytes, coding: str) -> bytes:
    head = f"content-encoding: {coding}\r\ncontent-length: {len(body)}"
    return f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body


def test_a_coded_reply_is_read_within_bounds():
    large = gzip.compress(bytes(MAX_REPLY_BYTES + 1))
    with rough_server(coded(large, "gzip")) as url, Door(url) as door, pytest.raises(NoReplyError, match="larger"):
        door.send(GET)
    # Codings in each other would multiply: they were not asked for, and stay.
    twice = gzip.compress(gzip.compress(bytes(1_000)))
    for body, coding, read in ((gzip.compress(b"[]"), "gzip", b"[]"), (twice, "gzip, gzip", twice)):
        with rough_server(coded(body, coding)) as url, Door(url) as door:
            assert door.send(GET).body == read
