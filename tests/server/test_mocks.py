"""Hosted mocks and sandboxes are steered by those who may, and by nobody who only calls them."""

from __future__ import annotations

import asyncio
import json

import pytest

from apiyard.mock.pipeline import settled
from apiyard.mock.step import whole
from apiyard.spec.exchange import Reply, Request
from apiyard.store.intents import ANY, Change
from apiyard.wiring.mocks import HostedMocks

PLACE = "/api/steering/sandboxes/jotter/1.0.0"
NOTE = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "text": {"type": "string"}}}
GIVEN = {"content": {"application/json": {"schema": NOTE}}}
CONTRACT = {
    "openapi": "3.1.0",
    "info": {"title": "Jotter", "version": "1.0.0"},
    "paths": {
        "/notes": {
            "get": {
                "operationId": "notes",
                "responses": {
                    "200": {
                        "description": "d",
                        "content": {"application/json": {"schema": {"type": "array", "items": NOTE}}},
                    }
                },
            },
            "post": {
                "operationId": "makeNote",
                "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                "responses": {"201": {"description": "d", **GIVEN}},
            },
        },
        "/notes/{id}": {
            "get": {
                "operationId": "note",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {"200": {"description": "d", **GIVEN}, "404": {"description": "d"}},
            }
        },
    },
}


@pytest.fixture
def call(web):
    """Call the mocks as anybody may, who has no token."""
    store = web.app.state.parts.store
    digest = store.blobs.put(json.dumps(CONTRACT).encode())
    store.intents.commit([Change("release", "jotter@1.0.0", {"contract": digest}, ANY)])
    web.app.state.mocks = mocks = HostedMocks(store.intents, store.blobs)

    def send(method: str, path: str, body: object = None, form: str = "sandboxes", **headers: str) -> Reply:
        pairs = (("content-type", "application/json"), *((k.replace("_", "-"), v) for k, v in headers.items()))
        data = b"" if body is None else json.dumps(body).encode()
        reply = whole(
            asyncio.run(settled(mocks.handle(Request(method, f"/{form}/jotter/1.0.0{path}", "", pairs, data))))
        )
        assert reply is not None
        return reply

    yield send
    web.app.state.mocks = None


def texts(call) -> list[str]:
    return [each.get("text", "") for each in json.loads(call("GET", "/notes").body)]


def test_the_state_is_looked_at_seeded_kept_brought_back_and_reset(web, call):
    admin = web.client("admin")
    admin.delete(f"{PLACE}/sandbox/items/notes")
    call("POST", "/notes", {"text": "milk"})
    assert admin.put(f"{PLACE}/sandbox/snapshots/one").status_code == 204
    assert admin.post(f"{PLACE}/sandbox/items/notes", json={"id": "n7", "text": "seeded"}).status_code == 201
    assert texts(call) == ["milk", "seeded"]
    assert admin.get(f"{PLACE}/sandbox").json()["snapshots"] == ["one"]
    assert admin.post(f"{PLACE}/sandbox/snapshots/one").status_code == 204
    assert texts(call) == ["milk"]
    assert admin.post(f"{PLACE}/sandbox/reset").status_code == 204
    assert "milk" not in texts(call)


def test_the_journal_shows_what_anybody_asked(web, call):
    call("GET", "/notes")
    call("POST", "/notes", {"text": "milk"}, authorization="Bearer secret-7")
    viewer = web.client("viewer")
    told = viewer.get(f"{PLACE}/journal?operation=makeNote").json()["calls"]
    assert [each["request"]["json"] for each in told] == [{"text": "milk"}]
    assert "secret-7" not in viewer.get(f"{PLACE}/journal").text
    assert viewer.post(f"{PLACE}/journal/verify", json={"match": {"operation": "notes"}, "times": 1}).status_code == 200
    refused = viewer.post(f"{PLACE}/journal/verify", json={"match": {"operation": "notes"}, "times": 2})
    assert (refused.status_code, refused.json()["code"]) == (422, "expectation-not-met")
    assert web.client("admin").delete(f"{PLACE}/journal").status_code == 204
    assert viewer.get(f"{PLACE}/journal").json()["calls"] == []


@pytest.mark.parametrize("form", ["mocks", "sandboxes"])
def test_faults_are_set_by_who_may_and_asked_for_by_header_only_when_they_say_so(web, call, form):
    place = f"/api/steering/{form}/jotter/1.0.0/faults"
    asks = {"x_apiyard_fault": "status=503"}
    admin = web.client("admin")
    assert call("GET", "/notes", form=form, **asks).status == 200
    assert admin.put(place, json=[{"operation": "notes", "fault": "status=502"}]).status_code == 200
    assert call("GET", "/notes", form=form).status == 502
    assert call("GET", "/notes", form=form, **asks).status == 502
    assert admin.put(place, json={"header": True}).json() == {"header": True, "rules": []}
    assert call("GET", "/notes", form=form).status == 200
    assert call("GET", "/notes", form=form, **asks).status == 503
    assert admin.put(place, json={"header": True, "rules": [{"operation": "nots", "delay": 1}]}).status_code == 400
    assert admin.put(place, json={"rules": []}).json()["header"] is True
    assert admin.delete(place).status_code == 204


def test_who_only_calls_steers_nothing(web, call):
    for path in ("/__apiyard", "/__apiyard/sandbox/reset", "/__apiyard/journal", "/__apiyard/faults"):
        assert call("POST", path, {}).status == 404


@pytest.mark.parametrize(
    ("method", "path", "viewer"),
    [
        ("GET", "journal", True),
        ("GET", "sandbox", True),
        ("GET", "sandbox/state", True),
        ("GET", "faults", True),
        ("POST", "journal/find", True),
        ("POST", "journal/count", True),
        ("DELETE", "journal", False),
        ("POST", "sandbox/reset", False),
        ("POST", "sandbox/items/notes", False),
        ("PUT", "sandbox/state", False),
        ("PUT", "sandbox/snapshots/two", False),
        ("PUT", "faults", False),
        ("POST", "faults", False),
        ("DELETE", "faults", False),
    ],
)
def test_roles_decide(web, call, method, path, viewer):
    assert web.client().request(method, f"{PLACE}/{path}", json={}).status_code == 401
    assert web.client("ended").request(method, f"{PLACE}/{path}", json={}).status_code == 401
    assert (web.client("viewer").request(method, f"{PLACE}/{path}", json={}).status_code != 403) is viewer
    assert web.client("admin").request(method, f"{PLACE}/{path}", json={}).status_code not in {401, 403}
    if method != "GET":
        assert web.browser().request(method, f"{PLACE}/{path}", json={}).status_code == 403


def test_what_nobody_knows_and_what_is_too_large(web, call):
    admin = web.client("admin")
    assert 'did you mean "jotter"' in admin.get("/api/steering/mocks/joter/latest/journal").json()["hint"]
    assert admin.get("/api/steering/mocks/jotter/1.0.0/sandbox").status_code == 404
    assert admin.get(f"{PLACE}/jurnal").status_code == 404
    assert admin.put(f"{PLACE}/sandbox/state", content=b" " * (8 * 1024 * 1024 + 1)).status_code == 413
    web.app.state.mocks = None
    assert admin.get(f"{PLACE}/journal").status_code == 404
