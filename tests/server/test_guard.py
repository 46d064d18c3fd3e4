"""The doors of the HTTP API: hosts, origins, callers, roles, forms and sizes, for each route that there is."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute

from apiyard.server import routes
from apiyard.server.guard import MAX_BODY
from tests.server.conftest import CSRF

# Nobody needs to be known for these.
OPEN = ("/healthz", "/readyz", "/metrics", "/sign-in", "/sign-out", "/portal/static")
# These are POST and change nothing of the platform: a question, and calls that a gateway judges by its own keys.
HARMLESS = ("/api/plan", "/portal/try")
SAFE = {"GET", "HEAD", "OPTIONS"}


def _routes() -> Iterator[tuple[str, str]]:
    for module in pkgutil.iter_modules(routes.__path__):
        for route in importlib.import_module(f"{routes.__name__}.{module.name}").ROUTER.routes:
            assert isinstance(route, APIRoute), route
            for method in sorted(route.methods or ()):
                yield method, route.path


def _place(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "x", path)


CLOSED = [(method, path) for method, path in _routes() if not path.startswith(OPEN) and path != "/"]
CHANGING = [each for each in CLOSED if each[0] not in SAFE and not each[1].startswith(HARMLESS)]


def test_there_are_routes():
    assert len(CLOSED) > 20
    assert ("POST", "/api/apply") in CHANGING


def test_the_application_has_no_other_routes(web):
    """Whatever is not in the folder of routes would be in no test of this file."""
    assert {type(route).__name__ for route in web.app.routes} == {"_IncludedRouter"}


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_every_route_refuses_an_anonymous_caller(web, method, path):
    answer = web.client().request(method, _place(path), json=None if method in SAFE else {})
    if answer.status_code == 303:  # a page leads people to the form
        assert answer.headers["location"].startswith("/sign-in")
    else:
        assert answer.status_code == 401, answer.text
        if method != "HEAD":
            assert answer.headers["content-type"].startswith("application/problem+json")


@pytest.mark.parametrize(("method", "path"), CHANGING)
def test_every_changing_route_refuses_a_viewer(web, method, path):
    answer = web.client("viewer").request(method, _place(path), json={})
    assert answer.status_code in {401, 403}, answer.text
    assert answer.json()["code"] in {"forbidden", "unauthenticated"}


@pytest.mark.parametrize(("method", "path"), CHANGING)
def test_every_changing_route_needs_the_forms_secret_from_a_browser(web, method, path):
    for secret in ({}, {"x_csrf_token": "guess"}):
        answer = web.browser(**secret).request(method, _place(path), json={})
        assert answer.status_code == 403, answer.text
        assert answer.json()["code"] == "csrf"


def test_the_forms_secret_opens(web):
    answer = web.browser(x_csrf_token=CSRF).post("/api/tokens", json={"name": "by-ada", "role": "viewer"})
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("token", ["ayt_nobody-has-this-one", "", "x" * 5000])
def test_unknown_tokens_are_refused(web, token):
    answer = web.client(authorization=f"Bearer {token}").get("/api/status")
    assert answer.status_code == 401
    assert not token or token not in answer.text


def test_a_token_that_ended_is_refused(web):
    assert web.client("ended").get("/api/tokens").status_code == 401


def test_a_revoked_token_is_refused_at_once(web):
    made = web.client("admin").post("/api/tokens", json={"name": "short-lived", "role": "admin"}).json()
    shown = {"authorization": f"Bearer {made['token']}"}
    assert web.client(**shown).get("/api/tokens").status_code == 200
    assert web.client("admin").delete("/api/tokens/short-lived").status_code == 200
    assert web.client(**shown).get("/api/tokens").status_code == 401


def test_a_viewer_reads_and_does_not_change(web):
    assert web.client("viewer").get("/api/ledger").status_code == 200
    assert web.client("viewer").get("/api/tokens").status_code == 403
    assert web.client("viewer").get("/api/processes/x/log").status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:81", "127.0.0.1:8123.evil.example", ""])
@pytest.mark.parametrize("path", ["/healthz", "/api/status", "/sign-in", "/portal"])
def test_another_host_is_refused_everywhere(web, host, path):
    answer = web.client("admin", host=host).get(path)
    assert answer.status_code == 403
    assert answer.json()["code"] == "wrong-host"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:81", "http://127.0.0.1:8123@evil"])
def test_another_origin_may_not_change_anything(web, origin):
    answer = web.client("admin", origin=origin).post("/api/tokens", json={"name": "cross", "role": "admin"})
    assert answer.status_code == 403
    assert answer.json()["code"] == "wrong-origin"
    assert "cross" not in web.client("admin").get("/api/tokens").text


def test_its_own_origin_may(web):
    answer = web.client("admin", origin="http://localhost:8123").post("/api/tokens", json={"name": "own"})
    assert answer.status_code == 200


def test_a_body_that_is_too_large_is_not_read(web):
    answer = web.client("admin").post("/api/plan", content=b"", headers={"content-length": str(MAX_BODY + 1)})
    assert answer.status_code == 413
    chunked = web.client("admin").post("/api/plan", content=iter([b"{", b"}"]))
    assert chunked.status_code == 413


def test_a_body_without_a_length_is_cut_off(web, monkeypatch):
    """HTTP/2 needs no content-length, so what is read is counted too."""
    import asyncio

    from apiyard.server import guard

    monkeypatch.setattr(guard, "MAX_BODY", 10)
    sent = iter([{"type": "http.request", "body": b"12345678", "more_body": True}] * 3)
    seen = []

    async def application(scope, receive, send):
        while (message := await receive())["type"] == "http.request":
            seen.append(message["body"])

    async def receive():
        return next(sent)

    scope = {"type": "http", "method": "POST", "headers": [(b"host", b"h:1")]}
    door: Any = guard.Guard(application, ["h:1"])
    asyncio.run(door(scope, receive, receive))
    assert seen == [b"12345678"]


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"intents": 3}', b'{"intents": {"key/x": {}}}', b"\xff"])
def test_a_broken_body_is_told_and_never_a_fault_inside(web, body):
    answer = web.client("admin").post("/api/plan", content=body, headers={"content-type": "application/json"})
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_deep_json_is_told_and_never_a_fault_inside(web):
    deep = b'{"intents": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    answer = web.client("admin").post("/api/plan", content=deep, headers={"content-type": "application/json"})
    assert 400 <= answer.status_code < 500, answer.text


def test_answers_forbid_frames_and_guesses(web):
    for path in ("/healthz", "/api/ledger", "/sign-in"):
        headers = web.client("viewer").get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_an_unknown_path_and_method_are_problems(web):
    assert web.client("admin").get("/api/nothing").headers["content-type"].startswith("application/problem+json")
    assert web.client("admin").patch("/api/status").status_code == 405


def test_health_tells_nothing_but_health(web):
    assert web.client().get("/healthz").json() == {"status": "ok"}
    answer = web.client().get("/readyz")
    assert answer.status_code == 503  # there is no agent in this test
    assert web.client().get("/metrics").status_code == 200
