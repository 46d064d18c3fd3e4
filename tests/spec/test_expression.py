"""Runtime expressions give the values of an exchange, and say when there is none."""

from __future__ import annotations

import pytest

from apiyard.core.json import Json
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.expression import Happened, evaluate, fill, value_of
from apiyard.spec.judge import Values
from apiyard.spec.style import MISSING

REQUEST = Request(
    "post",
    "/users/7/pets",
    "tag=a&tag=b",
    (("Content-Type", "application/json"), ("X-Hook", "http://h/")),
    b'{"urls": ["http://one/", "http://two/"], "a/b": {"c~d": 1}}',
)
REPLY = Reply(
    201, (("Location", "/pets/9"), ("Content-Type", "application/json")), b'{"id": 9, "nested": {"ok": true}}'
)
HAPPENED = Happened(REQUEST, "http://mock/users/7/pets?tag=a&tag=b", Values(path={"user": 7}), REPLY)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("$url", "http://mock/users/7/pets?tag=a&tag=b"),
        ("$method", "POST"),
        ("$statusCode", 201),
        ("$request.header.x-hook", "http://h/"),
        ("$request.query.tag", "a"),
        ("$request.path.user", 7),
        ("$request.body#/urls/1", "http://two/"),
        ("$request.body#/a~1b/c~0d", 1),
        ("$response.header.location", "/pets/9"),
        ("$response.body#/id", 9),
        ("$response.body", {"id": 9, "nested": {"ok": True}}),
    ],
)
def test_values_of_an_exchange(expression, value):
    assert evaluate(expression, HAPPENED) == value


@pytest.mark.parametrize(
    "expression",
    [
        "$request.header.none",
        "$request.query.none",
        "$request.path.none",
        "$request.body#/urls/7",
        "$request.body#urls",
        "$response.query.tag",
        "$response.header.none",
        "$inputs.x",
        "id",
        "",
    ],
)
def test_what_is_not_there_is_missing(expression):
    assert evaluate(expression, HAPPENED) is MISSING


def test_a_body_that_is_no_json_is_missing():
    broken = Request("post", "/", "", (("content-type", "application/json"),), b"{")
    assert evaluate("$request.body#/a", Happened(broken)) is MISSING
    assert evaluate("$response.body#/a", Happened(broken)) is MISSING


def test_expressions_stand_in_texts():
    assert fill("{$request.header.X-Hook}done/{$response.body#/id}", HAPPENED) == "http://h/done/9"
    assert fill("$request.body#/urls/0", HAPPENED) == "http://one/"
    assert fill("http://fixed/", HAPPENED) == "http://fixed/"
    assert fill("{$response.body#/nested}", HAPPENED) is None
    assert fill("{$response.body#/none}", HAPPENED) is None


def test_values_of_links_are_filled_at_any_depth():
    meant: Json = {"id": "$response.body#/id", "note": "pet {$response.body#/id}", "more": [1, "$method"]}
    assert value_of(meant, HAPPENED) == {"id": 9, "note": "pet 9", "more": [1, "POST"]}
    assert value_of({"id": "$response.body#/none"}, HAPPENED) is MISSING
