"""An application is verified in this process as a server would run it, by one worker or by several."""

from __future__ import annotations

import asyncio
import gzip
import json
import threading
import time
from typing import TYPE_CHECKING, cast

import pytest

from apiyard.core.evidence import Verdict
from apiyard.spec.exchange import Request
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.verify.doors.inside import Application, InsideDoor
from apiyard.verify.doors.transport import NoReplyError, UnsendableError
from apiyard.verify.event import CaseJudged
from apiyard.verify.plan import Plan
from apiyard.verify.run import run, verify
from tests.apps.pets import CONTRACT, Pets

if TYPE_CHECKING:
    from collections.abc import Generator

    from apiyard.verify.event import Event

GET = Request("GET", "/a%2Fb", "x=%20", (("X-A", "1"),))


def echo_wsgi(environ, start_response):
    """Answer with what was heard."""
    told = {name: value for name, value in environ.items() if isinstance(value, str)}
    told["body"] = environ["wsgi.input"].read().decode()
    start_response("201 Created", [("Content-Type", "application/json")])
    return [json.dumps(told).encode()]


async def echo_asgi(scope, receive, send):
    """Answer with what was heard; it has no lifespan."""
    assert scope["type"] == "http"
    message = await receive()
    told = {name.decode(): value.decode() for name, value in scope["headers"]}
    told |= {"raw": scope["raw_path"].decode(), "path": scope["path"], "query": scope["query_string"].decode()}
    told["body"] = message["body"].decode()
    await send({"type": "http.response.start", "status": 201, "headers": [(b"content-type", b"application/json")]})
    for piece in (json.dumps(told).encode(), b""):
        await send({"type": "http.response.body", "body": piece, "more_body": bool(piece)})


def test_asgi_hears_what_a_server_hears():
    with InsideDoor(Application(echo_asgi), headers=(("x-key", "k"),)) as door:
        reply = door.send(Request("POST", "/a%2Fb", "x=%20", (("X-Key", "wrong"),), b"{}"))
    told = json.loads(reply.body)
    assert reply.status == 201
    assert (told["raw"], told["path"], told["query"], told["body"]) == ("/a%2Fb", "/a/b", "x=%20", "{}")
    assert (told["x-key"], told["host"], told["content-length"]) == ("k", "127.0.0.1:8000", "2")


def test_wsgi_hears_what_a_server_hears():
    with InsideDoor(Application(echo_wsgi)) as door:
        told = json.loads(door.send(Request("PUT", "/%C3%A9", "q", (("Content-Type", "a/b"),), b"x")).body)
    assert (told["REQUEST_METHOD"], told["PATH_INFO"], told["QUERY_STRING"]) == ("PUT", "/\u00c3\u00a9", "q")
    assert (told["CONTENT_TYPE"], told["CONTENT_LENGTH"], told["body"]) == ("a/b", "1", "x")


def crash_wsgi(environ, start_response):
    raise KeyError("pet")


async def crash_asgi(scope, receive, send):
    raise KeyError("pet")


@pytest.mark.parametrize("app", [crash_wsgi, crash_asgi])
def test_what_it_raises_is_a_reply_of_500(app):
    with InsideDoor(Application(app)) as door:
        reply = door.send(GET)
    assert (reply.status, reply.body) == (500, b"KeyError: 'pet'")


def coded_wsgi(environ, start_response):
    start_response("200 OK", [("content-type", "text/plain"), ("content-encoding", "gzip")])
    return [gzip.compress(b"hello")]


def test_a_coded_reply_is_read():
    with InsideDoor(Application(coded_wsgi)) as door:
        assert door.send(Request("GET", "/")).body == b"hello"


async def silent_asgi(scope, receive, send):
    if scope["type"] == "lifespan":
        raise ValueError
    await asyncio.Event().wait()


async def breaks_asgi(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    raise ValueError


async def ends_asgi(scope, receive, send):
    return


async def short_asgi(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"Content-Length", b"3")]})
    await send({"type": "http.response.body", "body": b"ab"})


def ends_wsgi(environ, start_response):
    return []


NEVER = threading.Event()


def silent_wsgi(environ, start_response):
    NEVER.wait(20)
    return []


@pytest.mark.parametrize(
    ("app", "what"),
    [
        (silent_asgi, "no reply within"),
        (silent_wsgi, "no reply within"),
        (breaks_asgi, "broke off"),
        (ends_asgi, "without a whole reply"),
        (short_asgi, "3 bytes and has 2"),
        (ends_wsgi, "without a reply"),
    ],
)
def test_no_reply_is_told(app, what):
    with InsideDoor(Application(app), reply_seconds=0.2) as door, pytest.raises(NoReplyError, match=what):
        door.send(GET)


@pytest.mark.parametrize(
    "request_",
    [
        Request("GET", "/", headers=(("x-a", "a\nb"),)),
        Request("GET", "/", headers=(("x a", "b"),)),
        Request("GET", "/", headers=(("x-a", "\u20ac"),)),
        Request("GET", "/ "),
        Request("GET", "/\u20ac"),
    ],
)
def test_what_no_server_would_read_is_not_sent(request_):
    with InsideDoor(Application(echo_asgi)) as door, pytest.raises(UnsendableError):
        door.send(request_)


def test_the_lifespan_is_kept():
    seen = []

    async def app(scope, receive, send):
        if scope["type"] == "lifespan":
            for word in ("startup", "shutdown"):
                assert (await receive())["type"] == f"lifespan.{word}"
                seen.append(word)
                await send({"type": f"lifespan.{word}.complete"})
            return
        seen.append("call")
        await echo_asgi(scope, receive, send)

    with InsideDoor(Application(app)) as door:
        door.send(GET)
    assert seen == ["startup", "call", "shutdown"]


@pytest.mark.parametrize("workers", [1, 3])
def test_a_run_needs_no_port(workers):
    plan = Plan(("examples", "fuzz"), seconds=60, max_examples=20, workers=workers)
    report = verify(load_contract(CONTRACT), Application(Pets(), "pets:app"), plan)
    assert (report.verdict, report.base_url) == (Verdict.PASS, "pets:app")
    assert set(report.kinds[1].reached) == {"listPets", "createPet", "getPet"}


def test_workers_send_the_same_cases():
    def sent(workers):
        plan = Plan(("examples", "fuzz"), seconds=60, max_examples=20, workers=workers)
        events = run(load_contract(CONTRACT), Application(Pets()), plan)
        return {event.case for event in events if isinstance(event, CaseJudged)}

    assert sent(1) == sent(3)


def paths(count):
    """Make a contract of some operations."""
    item = {"get": {"responses": {"200": {"description": "fine"}}}}
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}}
    document["paths"] = {f"/{number}": item for number in range(count)}
    return contract_from_bytes(json.dumps(document).encode())


def test_workers_work_at_the_same_time():
    together = threading.Barrier(3)

    def app(environ, start_response):
        together.wait(20)  # each waits for two others
        start_response("200 OK", [])
        return []

    report = verify(paths(3), Application(app), Plan(kinds=("examples",), workers=3, seconds=60, reply_seconds=30))
    assert report.verdict is Verdict.PASS


def test_who_stops_reading_a_run_ends_it():
    def app(environ, start_response):
        start_response("200 OK", [])
        return []

    events = run(paths(40), Application(app), Plan(("examples",), workers=4, seconds=60))
    next(events)
    next(events)
    cast("Generator[Event]", events).close()
    deadline = time.monotonic() + 10
    while any(thread.name.startswith("apiyard-verify") for thread in threading.enumerate()):
        assert time.monotonic() < deadline
