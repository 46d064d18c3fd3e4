"""Settings of the verifier that come over the API tell no service what is the control plane's own."""

from __future__ import annotations

import json

import pytest

from apiyard.core.errors import ForbiddenError, InvalidInputError, UnavailableError
from apiyard.mock.serve import Served
from apiyard.wiring.verifier import Question, ask_verifier
from apiyard.wiring.verify_settings import check_settings, settings_files

VARIABLES = ("SHOP_PASSWORD",)


@pytest.mark.parametrize(
    "text",
    [
        "headers: {x: '${APIYARD_PASSWORD}'}",
        "headers: {x: '${apiyard_password}'}",
        "headers: {x: 'Bearer ${file:/etc/passwd}'}",
        "headers: {x: 'Bearer ${ file:/etc/passwd}'}",
        'headers: {x: "\\x24{file:state/key}"}',
        "auth: {lock: {kind: login, request: {path: /, json: {a: [{b: '${file:x}'}]}}, pick: /a}}",
        "headers: {x: '${AWS_SECRET_ACCESS_KEY}'}",
        "auth: {lock: {kind: basic, user: '${SHOP_PASSWORD}', password: '${PGPASSWORD}'}}",
        "baseline: ../other/known.yaml",
        "baseline: /etc/passwd.json",
        "baseline: sitecustomize.py",
        "baseline: verify.yaml",
        "baseline: [known.yaml]",
    ],
)
def test_what_is_the_control_planes_is_refused(text):
    with pytest.raises(ForbiddenError):
        check_settings(text, VARIABLES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "headers: {x: '${SHOP_PASSWORD}'}",
        "seed: 1",
        "baseline: verify-known.yaml",
        "fixtures: [{parameter: note, value: 'costs ${PRICE}'}]",
    ],
)
def test_other_settings_are_read(text):
    check_settings(text, VARIABLES)


def test_settings_that_are_no_object_are_told():
    with pytest.raises(InvalidInputError):
        check_settings("[1]")


def test_who_may_allow_a_variable_is_told():
    with pytest.raises(ForbiddenError) as told:
        check_settings("headers: {x: '${OTHER}'}", VARIABLES)
    assert "APIYARD_VERIFY_VARIABLES=OTHER" in told.value.hint


def test_known_failures_are_those_that_were_sent():
    assert settings_files("baseline: known.yaml", "[]") == {"verify.yaml": b"baseline: known.yaml", "known.yaml": b"[]"}
    assert settings_files("baseline: known.yaml", "") == {"verify.yaml": b"baseline: known.yaml"}
    assert settings_files("seed: 1", "[]") == {"verify.yaml": b"seed: 1"}
    assert settings_files("", "[]") == {}


class Heard:
    """A service that keeps the headers of the calls."""

    def __init__(self):
        self.keys = set()

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return
        self.keys |= {value.decode() for name, value in scope["headers"] if name == b"x-key"}
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


CONTRACT = json.dumps(
    {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"get": {"operationId": "things", "responses": {"200": {"description": "fine"}}}}},
    }
).encode()


def asked(url, variable, *, allowed):
    """Let the verifier send a variable."""
    settings = f"headers: {{X-Key: '${{{variable}}}'}}\nbaseline: known.yaml\n"
    words = ["--kinds", "examples", "--settings", "verify.yaml"]
    files = settings_files(settings, "[]")
    return ask_verifier(Question(CONTRACT, url, 20.0, words, files), allowed)


def test_the_verifier_hears_only_what_it_is_let(monkeypatch):
    monkeypatch.setenv("SHOP_KEY", "of-the-shop")
    monkeypatch.setenv("PYTHON_KEY", "of-the-plane")
    monkeypatch.setenv("APIYARD_TOKEN", "of-the-operator")
    service = Heard()
    with Served(service) as served:
        assert asked(served.url, "SHOP_KEY", allowed=["SHOP_KEY"]).told["verdict"] == "pass"
        for name in ("PYTHON_KEY", "APIYARD_TOKEN"):
            with pytest.raises(UnavailableError, match="could not run"):
                asked(served.url, name, allowed=["SHOP_KEY", "APIYARD_TOKEN"])
    assert service.keys == {"of-the-shop"}


class Shut:
    """A service that lets nobody in."""

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 401, "headers": [(b"www-authenticate", b"Basic")]})
            await send({"type": "http.response.body", "body": b""})


def test_a_service_that_lets_nobody_in_is_reported():
    with Served(Shut()) as served:
        told = ask_verifier(Question(CONTRACT, served.url, 20.0, ["--kinds", "examples"])).told
    assert told["verdict"] == "warn"
    assert "credentials" in told["kinds"][0]["skipped"]["things"]


def test_a_service_that_is_not_there_has_no_report():
    with pytest.raises(UnavailableError, match="could not run"):
        ask_verifier(Question(CONTRACT, "http://127.0.0.1:9", 5.0, ["--kinds", "examples"]))
