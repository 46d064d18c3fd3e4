"""A wish for made values gives another value each time, the same by the same seed."""

from __future__ import annotations

import json
from typing import Any

from apiyard.mock.answering.plain import PlainAnswerer
from apiyard.mock.app import Mock, MockOptions
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply
from apiyard.spec.load import contract_from_bytes

SHOWN = {
    "type": "object",
    "required": ["id", "state", "price", "day", "size", "tags"],
    "examples": [{"id": "e1", "state": "new", "price": 1, "day": "2020-01-01", "size": 1.5, "tags": ["x"]}],
    "properties": {
        "id": {"type": "string", "examples": ["e1"]},
        "state": {"type": "string", "default": "new", "enum": ["new", "used", "sold"]},
        "price": {"type": "integer", "minimum": 0, "examples": [1]},
        "day": {"type": "string", "format": "date", "examples": ["2020-01-01"]},
        "size": {"type": "number", "minimum": 0, "maximum": 100, "examples": [1.5]},
        "tags": {"type": "array", "items": {"type": "string", "examples": ["x"]}, "maxItems": 3},
        "hard": {"type": "string", "pattern": "^(?=.*[0-9])(?=.*x)(?!9)[a-z0-9]{9}$", "examples": ["123456x89"]},
    },
}


def contract_of(schema: Any, headers: Any = None) -> Contract:
    response = {"description": "d", "content": {"application/json": {"schema": schema}}, "headers": headers or {}}
    get = {"operationId": "read", "responses": {"200": response}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": get}, "/b": {"get": {**get, "operationId": "other"}}},
    }
    return contract_from_bytes(json.dumps(document).encode())


CONTRACT = contract_of(SHOWN, {"X-Trace": {"schema": {"type": "string"}, "example": "t-1"}})


def asked(mock: Mock, wish: str = "dynamic=true", path: str = "/a") -> Reply:
    reply = mock.reply(Request("GET", path, "", (("prefer", wish),)))
    assert not check_reply(mock.contract.operations[0], "GET", reply)
    return reply


def test_each_call_gets_other_values_in_all_that_is_free():
    mock = Mock(CONTRACT)
    values = [json.loads(asked(mock).body) for _ in range(12)]
    assert len({json.dumps(each) for each in values}) == 12
    for name in ("id", "price", "day", "size"):
        assert len({each[name] for each in values}) >= 9, name
    assert {each["state"] for each in values} == {"new", "used", "sold"}
    assert {len(each["tags"]) for each in values} == {1, 2, 3}
    assert len({asked(mock).header("x-trace") for _ in range(5)}) > 2


def test_plain_values_are_free_too():
    for schema in ({"type": "string"}, {"type": "number"}, {"type": "string", "format": "email"}, {"type": "array"}):
        mock = Mock(contract_of(schema))
        assert len({asked(mock).body for _ in range(10)}) >= 2 + 5 * (schema["type"] != "array"), schema


def test_the_same_call_of_the_same_mock_gets_the_same_whatever_else_is_called():
    one, other = Mock(CONTRACT), Mock(CONTRACT)
    first = [asked(one).body for _ in range(4)]
    second = []
    for _ in range(4):
        second.append(asked(other).body)
        asked(other, path="/b")
    assert first == second
    assert asked(Mock(CONTRACT, MockOptions(seed=900))).body not in first


def test_a_wished_seed_decides():
    mock = Mock(CONTRACT)
    asked(mock)
    seven = asked(mock, "dynamic=true, seed=7")
    assert seven.header("preference-applied") == "dynamic=true, seed=7"
    assert seven == asked(mock, "dynamic=true, seed=7") == asked(Mock(CONTRACT), "seed=7, dynamic=true")
    assert seven.body != asked(mock, "dynamic=true, seed=8").body
    reply = mock.reply(Request("GET", "/a", "", (("prefer", "seed=many"),)))
    assert reply.status == 400
    assert "seed=many" in json.loads(reply.body)["detail"]


def test_without_the_wish_examples_stand():
    mock = Mock(CONTRACT)
    plain = mock.reply(Request("GET", "/a", ""))
    assert json.loads(plain.body)["id"] == "e1"
    assert plain.header("x-trace") == "t-1"


def test_a_mock_may_make_values_for_all_callers_who_name_no_example():
    mock = Mock(contract_of(SHOWN), answerer=PlainAnswerer(dynamic=True))
    made = [json.loads(mock.reply(Request("GET", "/a")).body) for _ in range(4)]
    assert len({json.dumps(each) for each in made}) == 4
    reply = mock.reply(Request("GET", "/a", "__dynamic=false&__code=200"))
    assert json.loads(reply.body) != SHOWN["examples"]
    still = Mock(contract_of(SHOWN)).reply(Request("GET", "/a", "__dynamic=true"))
    assert still.header("preference-applied") == "dynamic=true"
