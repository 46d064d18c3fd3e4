"""The control plane answers as mock and sandbox of what is applied and what was released."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import cast

import httpx
import pytest

from apiyard.core.clock import SystemClock
from apiyard.mock.pipeline import settled
from apiyard.mock.serve import Served
from apiyard.mock.step import whole
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes
from apiyard.store.blobs import Blobs
from apiyard.store.intents import ANY, Change
from apiyard.store.open import open_store
from apiyard.wiring.mocks import HostedMocks


def contract(version):
    schema = {
        "type": "object",
        "properties": {"id": {"type": "string"}, "name": {"type": "string"}},
        "required": ["id"],
    }
    content = {"application/json": {"schema": schema}}
    body = {"content": {"application/json": {"schema": {**schema, "required": ["name"]}}}, "required": True}
    path = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Notes", "version": version},
        "paths": {
            "/version": {
                "get": {"responses": {"200": {"description": "d", "content": {"text/plain": {"example": version}}}}}
            },
            "/notes": {"post": {"requestBody": body, "responses": {"201": {"description": "d", "content": content}}}},
            "/notes/{id}": {
                "get": {
                    "parameters": [path],
                    "responses": {"200": {"description": "d", "content": content}, "404": {"description": "d"}},
                }
            },
        },
    }
    return contract_from_bytes(json.dumps(document).encode()).bundle()


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("store")
    opened = open_store(f"sqlite:///{tmp_path / 'a.db'}", blobs=tmp_path / "blobs", clock=SystemClock())
    for version in ("1.0.0", "1.10.0", "2.0.0-beta"):
        digest = opened.blobs.put(contract(version))
        opened.intents.commit([Change("release", f"notes@{version}", {"contract": digest}, ANY)])
    apply(opened, "2.0.0")
    yield opened
    opened.close()


def apply(store, version, api="notes"):
    digest = store.blobs.put(contract(version))
    store.intents.commit([Change("product", api, {"contract": digest}, ANY)])


@pytest.fixture
def ask(store):
    mocks = HostedMocks(store.intents, store.blobs, hosts=("localhost",))

    def send(path, method="GET", body=b"", **headers) -> Reply:
        pairs = tuple({"host": "localhost:1", "content-type": "application/json", **headers}.items())
        reply = whole(asyncio.run(settled(mocks.handle(Request(method, path, "", pairs, body)))))
        assert reply is not None
        return reply

    return send


@pytest.mark.parametrize(
    ("name", "version"),
    [("1.0.0", b"1.0.0"), ("2.0.0-beta", b"2.0.0-beta"), ("latest", b"1.10.0"), ("current", b"2.0.0")],
)
def test_each_version_answers_as_it_was(ask, name, version):
    for _ in range(2):
        assert ask(f"/mocks/notes/{name}/version").body == version


def test_what_is_applied_counts_at_once(ask, store):
    apply(store, "2.0.0", "other")
    assert ask("/mocks/other/current/version").body == b"2.0.0"
    apply(store, "3.0.0", "other")
    assert ask("/mocks/other/current/version").body == b"3.0.0"


def test_a_sandbox_remembers_and_a_mock_does_not(ask):
    made = ask("/sandboxes/notes/1.0.0/notes", "POST", b'{"name": "milk"}')
    assert made.status == 201
    where = made.header("location")
    assert where is not None
    assert where.startswith("/sandboxes/notes/1.0.0/notes/")
    assert json.loads(ask(where).body)["name"] == "milk"
    assert ask("/sandboxes/notes/1.10.0/notes/" + where.rpartition("/")[2]).status == 404


def test_what_was_not_called_for_longest_is_forgotten_first(ask, monkeypatch):
    monkeypatch.setattr("apiyard.wiring.mocks._MOST", 2)
    one = "/sandboxes/notes/1.0.0/notes"
    where = ask(one, "POST", b'{"name": "milk"}').header("location") or ""
    for version in ("1.10.0", "2.0.0-beta", "1.10.0"):
        ask(f"/sandboxes/notes/{version}/version")
        assert ask(where).status == 200
    for version in ("1.10.0", "2.0.0-beta"):
        ask(f"/sandboxes/notes/{version}/version")
    assert ask(where).status == 404


@pytest.mark.parametrize("path", ["/", "/mocks", "/mocks/notes", "/sandboxes/"])
def test_it_tells_what_there_is(ask, path):
    told = json.loads(ask(path).body)["apis"]["notes"]
    assert [each["version"] for each in told] == ["current", "2.0.0-beta", "1.10.0", "1.0.0"]
    assert told[1]["sandbox"] == "/sandboxes/notes/2.0.0-beta"


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/mocks/nots/current/version", 'did you mean "notes"'),
        ("/mocks/nots", 'did you mean "notes"'),
        ("/mocks/notes/1.0.1/version", 'did you mean "1.0.0"'),
        ("/mocks/notes/one/version", "MAJOR.MINOR.PATCH"),
        ("/mocks/NO!/latest/version", "use 1 to 63"),
        ("/portal", "/mocks/API/VERSION"),
        ("/mocks/notes/1.0.0/nowhere", "no such path"),
    ],
)
def test_what_nobody_knows_is_told(ask, path, hint):
    reply = ask(path)
    assert reply.status == 404
    assert hint in json.loads(reply.body)["detail"]


def test_an_api_that_was_never_released_has_no_latest(ask, store):
    apply(store, "0.1.0", "new")
    assert ask("/mocks/new/current/version").body == b"0.1.0"
    assert "no version was released" in json.loads(ask("/mocks/new/latest/version").body)["detail"]


def test_pages_from_elsewhere_may_not_read(ask):
    here, there = "http://localhost:3000", "https://evil.example"
    assert ask("/mocks/notes/1.0.0/version", origin=here).header("access-control-allow-origin") == here
    assert ask("/mocks/notes/1.0.0/version", origin=there).header("access-control-allow-origin") is None
    for path in ("/mocks", "/mocks/notes/1.0.0/version"):
        assert ask(path, host="evil.example").status == 421


def test_over_a_socket(store):
    with Served(HostedMocks(store.intents, store.blobs)) as served:
        assert httpx.get(f"{served.url}/mocks/notes/latest/version").text == "1.10.0"


def test_a_contract_that_takes_long_to_read_keeps_no_other_mock_from_answering(store):
    begun, go_on = threading.Event(), threading.Event()

    class Slow:
        def get(self, digest):
            if made:
                begun.set()
                assert go_on.wait(30)
            return store.blobs.get(digest)

    made = []
    mocks = HostedMocks(store.intents, cast("Blobs", Slow()))
    made.append(mocks.control("mocks", "notes", "1.0.0"))
    other = threading.Thread(target=mocks.control, args=("mocks", "notes", "1.10.0"))
    other.start()
    try:
        assert begun.wait(30)
        answer = mocks.handle(Request("GET", "/mocks/notes/1.0.0/version"))
        assert isinstance(answer, Reply)
        assert answer.body == b"1.0.0"
    finally:
        go_on.set()
        other.join()
