"""A stream without end is read for a while, and its items are judged; it is no missing reply."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import threading
from contextlib import contextmanager, suppress

import pytest

from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_reply
from apiyard.spec.load import contract_from_bytes
from apiyard.verify.doors.inside import Application, InsideDoor
from apiyard.verify.doors.transport import Door
from apiyard.verify.enough import MOST_ITEMS

EVENTS = {"text/event-stream": {"itemSchema": {"properties": {"data": {"const": "good"}}}}}
CONTRACT = contract_from_bytes(
    json.dumps(
        {
            "openapi": "3.2.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/feed": {"get": {"responses": {"200": {"description": "d", "content": EVENTS}}}}},
        }
    ).encode()
)
GOOD, BAD = b"data: good\n\n", b"data: bad\n\n"
TYPE = ("content-type", "text/event-stream")


def asgi(events, silent):
    async def app(scope, receive, send):
        if scope["type"] != "http":
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", TYPE[1].encode())]})
        for each in events:
            await send({"type": "http.response.body", "body": each, "more_body": True})
        while True:
            await (asyncio.Event().wait() if silent else asyncio.sleep(0))
            await send({"type": "http.response.body", "body": GOOD, "more_body": True})

    return app


def wsgi(events, silent):
    def app(environ, start_response):
        start_response("200 OK", [TYPE])
        yield from events
        while True:
            if silent:
                threading.Event().wait(20)
            yield GOOD

    return app


@contextmanager
def served(events, silent, coding=""):
    """Serve one stream over a socket until the client goes away."""
    server = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def work():
        with suppress(OSError):
            client, _ = server.accept()
            with client:
                client.recv(65536)
                lines = f"HTTP/1.1 200 OK\r\ncontent-type: {TYPE[1]}\r\n{coding}connection: close\r\n\r\n"
                client.sendall(lines.encode() + b"".join(gzip.compress(each) if coding else each for each in events))
                while not over.wait(20 if silent else 0):
                    client.sendall(GOOD)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    with server:
        yield Door(f"http://127.0.0.1:{server.getsockname()[1]}", reply_seconds=10)
        over.set()
    thread.join(5)


def judged(reply):
    return [each.pointer for each in check_reply(CONTRACT.operations[0], "get", reply)]


@pytest.mark.parametrize("made", [asgi, wsgi])
@pytest.mark.parametrize("silent", [True, False])
def test_an_application_may_stream_for_ever(made, silent):
    with InsideDoor(Application(made([GOOD, BAD, b"data: cu"], silent)), reply_seconds=10) as door:
        reply = door.send(Request("GET", "/feed"))
    assert judged(reply)[0] == "/1/data"
    assert 2 <= reply.body.count(b"\n\n") <= MOST_ITEMS


@pytest.mark.parametrize(("silent", "coding"), [(True, ""), (False, ""), (True, "content-encoding: gzip\r\n")])
def test_a_service_may_stream_for_ever(silent, coding):
    with served([GOOD, BAD, b"data: cu"], silent, coding) as door, door:
        reply = door.send(Request("GET", "/feed"))
    assert judged(reply)[0] == "/1/data"
    assert 2 <= reply.body.count(b"\n\n") <= MOST_ITEMS


def test_a_stream_that_ends_is_read_whole():
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", TYPE[1].encode())]})
        await send({"type": "http.response.body", "body": GOOD * 3 + b"data: cut"})

    with InsideDoor(Application(app)) as door:
        assert door.send(Request("GET", "/feed")).body == GOOD * 3 + b"data: cut"
