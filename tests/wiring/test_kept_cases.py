"""A canary has taken its kept cases only when each of them was sent."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import UnavailableError
from apiyard.deploy.instance import Endpoint
from apiyard.deploy.target import target
from apiyard.mock.app import mock_app
from apiyard.mock.serve import Served
from apiyard.spec.load import contract_from_bytes
from apiyard.wiring import kept_cases
from apiyard.wiring.kept_cases import replay
from apiyard.wiring.verifier import Answer

GET = {"operationId": "things", "responses": {"200": {"description": "fine"}}}
CONTRACT = json.dumps(
    {"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": {"/things": {"get": GET}}}
).encode()
CASE = {
    "form": "apiyard-witness-1",
    "check": "x",
    "side": "request",
    "operation": "things",
    "origin": "a promise",
    "request": {"method": "GET", "path": "/things", "query": "", "headers": [], "body": ""},
    "reply": None,
    "violation": "",
}


def replayed(host="127.0.0.1", port=9):
    """Send the case to one instance there."""
    parts: Any = SimpleNamespace(store=SimpleNamespace(blobs={digest_bytes(CONTRACT): CONTRACT}))
    options = {"host": host, "port": port}
    what: Any = SimpleNamespace(
        kind=target("external"), deployment=SimpleNamespace(options=options), instances=(SimpleNamespace(id="one"),)
    )
    seen: dict[str, Any] = {"one": SimpleNamespace(endpoint=Endpoint(host, port))}
    return replay(parts, what, seen, baseline=digest_bytes(CONTRACT), cases=[CASE])


def test_what_was_sent_and_taken_is_counted():
    with Served(mock_app(contract_from_bytes(CONTRACT))) as served:
        seen = replayed(port=int(served.url.rpartition(":")[2]))
    assert (seen.cases, seen.refused, seen.skipped) == (1, (), 0)


def told(monkeypatch, *, cases, skipped, failures=()):
    """Let the verifier tell this."""
    report = {"cases": cases, "kinds": [{"skipped": skipped}], "failures": list(failures)}
    monkeypatch.setattr(kept_cases, "ask_verifier", lambda _: Answer(report, {}))


@pytest.mark.parametrize("told_of", [{"cases": 1, "skipped": {"things": "1 of 2"}}, {"cases": 0, "skipped": {}}])
def test_what_was_not_sent_was_not_taken(monkeypatch, told_of):
    told(monkeypatch, **told_of)
    with pytest.raises(UnavailableError, match="not all kept cases were sent"):
        replayed()


def test_one_that_was_refused_decides_without_those_that_were_not_sent(monkeypatch):
    failure = {"request": {"method": "GET", "path": "/things"}, "message": "404 is not declared"}
    told(monkeypatch, cases=1, skipped={"things": "1 of 2"}, failures=[failure])
    assert replayed().refused == ("GET /things: 404 is not declared",)
