"""What the contract says is locked is tried without a key; what it leaves open is left alone."""

from __future__ import annotations

import json

import pytest

from apiyard.core.options import Dotted
from apiyard.mock.app import mock_app
from apiyard.spec.load import contract_from_bytes
from apiyard.verify.auth.grant import read_grant
from apiyard.verify.doors.inside import Application
from apiyard.verify.event import CaseJudged, OperationSkipped
from apiyard.verify.plan import Plan
from apiyard.verify.run import run, verify

SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "place": {"type": "apiKey", "in": "query", "name": "key"},
    "crumb": {"type": "apiKey", "in": "cookie", "name": "crumb"},
    "token": {"type": "http", "scheme": "bearer"},
    "pair": {"type": "http", "scheme": "basic"},
    "grant": {"type": "oauth2", "flows": {}},
    "card": {"type": "mutualTLS"},
}


def contract(*security):
    operation = {"operationId": "get", "security": list(security), "responses": {"200": {"description": "fine"}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": operation}},
        "components": {"securitySchemes": SCHEMES},
    }
    return contract_from_bytes(json.dumps(document).encode())


class Door:
    """Answers 200 to requests that it takes, and 401 to others; it keeps what it was asked."""

    def __init__(self, takes):
        self.takes = takes
        self.asked = []

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return
        asked = {name.decode(): value.decode() for name, value in scope["headers"]} | {
            "query": scope["query_string"].decode()
        }
        self.asked.append(asked)
        status = 200 if self.takes(asked) else 401
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def planned(**more):
    key = read_grant("key", {"kind": "api-key", "value": "open-sesame"}, Dotted("auth"))
    return Plan(kinds=("access",), seconds=60, **({"auth": (key,)} | more))


def asked(security, takes, plan=None):
    door = Door(takes)
    events = list(run(contract(*security), Application(door), plan or planned()))
    return door.asked, events


def named(events):
    cases = [event for event in events if isinstance(event, CaseJudged)]
    return [(event.case.origin, [trouble.check for trouble in event.troubles]) for event in cases]


def test_an_open_door_is_found_without_a_key():
    _, events = asked([{"key": []}], lambda asked: True, planned(auth=()))
    assert named(events) == [("no credentials", ["credentials-ignored"])]


def test_a_locked_door_is_tried_with_a_wrong_key_of_each_way():
    every: list[dict[str, list[str]]] = [
        {"key": []},
        {"place": [], "crumb": []},
        {"token": []},
        {"pair": []},
        {"grant": []},
    ]
    sent, events = asked(every, lambda asked: False)
    sent = [each for each in sent if each.get("x-key") != "open-sesame"]
    assert [origin for origin, _ in named(events) if "right" not in origin][1:3] == [
        "wrong credentials for key",
        "wrong credentials for crumb and place",
    ]
    assert not [checks for _, checks in named(events) if checks]
    assert "x-key" not in sent[0]
    assert sent[1]["x-key"]
    assert (sent[2]["query"].partition("=")[0], sent[2]["cookie"].partition("=")[0]) == ("key", "crumb")
    assert [each["authorization"].partition(" ")[0] for each in sent[3:]] == ["Bearer", "Basic", "Bearer"]


def test_a_door_that_looks_only_whether_there_is_a_key_is_found():
    _, events = asked([{"token": []}], lambda asked: "authorization" in asked)
    assert named(events)[-1] == ("wrong credentials for token", ["credentials-ignored"])


@pytest.mark.parametrize("security", [[], [{}], [{"key": []}, {}], [{"card": []}], [{"key": []}, {"card": []}]])
def test_what_may_be_open_is_not_tried(security):
    sent, events = asked(security, lambda asked: True)
    assert sent == []
    assert not [event for event in events if isinstance(event, CaseJudged | OperationSkipped)]


def test_the_right_key_is_sent_first_and_then_left_out():
    sent, events = asked([{"key": []}], lambda asked: asked.get("x-key") == "open-sesame")
    assert [each.get("x-key") == "open-sesame" for each in sent] == [True, False, False]
    assert "open-sesame" not in repr([event for event in events if isinstance(event, CaseJudged)])


def test_a_key_that_is_always_sent_is_told():
    sent, events = asked([{"key": []}], lambda asked: True, planned(headers=(("X-KEY", "open-sesame"),)))
    assert sent == []
    assert [event.reason for event in events if isinstance(event, OperationSkipped)] == [
        "the credentials are headers that are always sent"
    ]


def test_the_command_to_send_it_again_has_no_key():
    report = verify(contract({"key": []}), Application(Door(lambda asked: True)), planned())
    assert "X-Key" not in report.failures[0].curl


def test_a_mock_that_knows_no_keys_is_asked_only_whether_one_is_there():
    locked = contract({"key": []}, {"token": []})
    report = verify(locked, Application(mock_app(locked)), planned(auth=()))
    assert (report.cases, report.failures) == (1, ())
