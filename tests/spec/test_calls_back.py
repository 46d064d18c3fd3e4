"""Webhooks and callbacks are read as contracts of their own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.spec.calls_back import callbacks, webhooks
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_request
from apiyard.spec.load import contract_from_bytes

EVENT = {
    "post": {
        "operationId": "shipped",
        "parameters": [{"name": "try", "in": "query", "schema": {"type": "integer"}}],
        "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
        "responses": {"204": {"description": "heard"}},
    }
}


def contract(**rest: Any) -> Any:
    tree = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, **rest}
    return contract_from_bytes(json.dumps(tree).encode())


def test_a_webhook_is_judged_like_a_call():
    one = contract(webhooks={"shipped": EVENT, "x-note": {}})
    (name, hook), *more = webhooks(one).items()
    assert name == "shipped"
    assert not more
    assert [each.pointer for each in hook.operations] == ["/webhooks/shipped/post"]
    json_type = (("content-type", "application/json"),)
    assert check_request(hook, Request("POST", "/shipped", "try=1", json_type, b"{}")).outcome == "valid"
    assert check_request(hook, Request("POST", "/shipped", "try=a", json_type, b"[]")).outcome == "invalid"
    assert hook.tree is one.tree


def test_callbacks_stand_at_the_word_callback():
    expressions = {
        "{$request.body#/url}": EVENT,
        "{$request.query.url}/shipped?id=1": EVENT,
        "https://example.com/{$request.path.id}": EVENT,
        "x-note": {},
    }
    operation = {"responses": {"200": {"description": ""}}, "callbacks": {"shipped": expressions, "x-note": {}}}
    one = contract(paths={"/orders": {"get": operation}})
    (name,) = found = callbacks(one, one.operations[0])
    assert name == "shipped"
    assert [each.path for each in found[name].operations] == ["/callback", "/callback/shipped", "/callback"]
    assert found[name].operations[0].pointer.startswith("/paths/~1orders/get/callbacks/shipped/")


def test_references_are_followed():
    one = contract(
        webhooks={"shipped": {"$ref": "#/components/pathItems/Event"}}, components={"pathItems": {"Event": EVENT}}
    )
    assert [each.id for each in webhooks(one)["shipped"].operations] == ["shipped"]


def test_nothing_is_found_where_there_is_nothing():
    one = contract(paths={"/orders": {"get": {"responses": {"200": {"description": ""}}}}})
    assert webhooks(one) == {}
    assert callbacks(one, one.operations[0]) == {}


def test_another_form_is_refused():
    with pytest.raises(InvalidInputError):
        webhooks(contract(webhooks={"shipped": {"post": []}}))
