"""Verifications are asked for by administrators, and told line by line to their end."""

from __future__ import annotations

import base64
import json

import pytest

from apiyard.spec.load import load_contract
from tests.apps.pets import CONTRACT


def body(**changes):
    contract = base64.b64encode(load_contract(CONTRACT).bundle()).decode()
    return {"api": "pets", "contract": contract, **changes}


@pytest.mark.parametrize(("role", "status"), [("", 401), ("viewer", 403)])
def test_who_may_not_verify(web, role, status):
    assert web.client(role).post("/api/verifications", json=body()).status_code == status


@pytest.mark.parametrize(
    ("changes", "word"),
    [({}, "unknown API"), ({"kinds": ["fuz"]}, "unknown kind of verification"), ({"contract": "e30="}, "pets")],
)
def test_what_cannot_be_verified_is_told_as_the_last_line(web, changes, word):
    answer = web.client("admin").post("/api/verifications", json=body(**changes))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [list(line) for line in lines] == [["problem"]]
    assert word in json.dumps(lines[0])
    assert lines[0]["problem"]["status"] in {400, 404}


@pytest.mark.parametrize("changes", [{"contract": "%"}, {"kinds": []}, {"seconds": 0}, {"more": 1}])
def test_what_is_no_verification_is_refused_at_once(web, changes):
    answer = web.client("admin").post("/api/verifications", json=body(**changes))
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
