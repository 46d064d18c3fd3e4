"""What a change asks of a generated SDK."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from apiyard.design.versioning.sdk_bump import sdk_need
from apiyard.spec.load import contract_from_bytes

ORDER = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, "note": {"type": "string"}}}
TREE = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1.0.0"},
    "paths": {
        "/orders": {
            "get": {
                "operationId": "listOrders",
                "tags": ["orders"],
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100}}],
                "responses": {"200": {"description": "ok"}},
            }
        }
    },
    "components": {"schemas": {"Order": ORDER}},
}


def changed(pointer: str, value: object):
    tree = deepcopy(TREE)
    *parents, last = pointer.split("/")
    node: Any = tree
    for name in parents:
        node = node[name]
    node[last] = value
    return sdk_need(*(contract_from_bytes(json.dumps(each).encode()) for each in (TREE, tree)))


@pytest.mark.parametrize(
    ("pointer", "value", "bump"),
    [
        ("info/title", "t", "none"),
        ("info/title", "other", "patch"),
        ("components/schemas/Order/properties/sum", {"type": "integer"}, "minor"),
        ("components/schemas/Order/properties/id", {"type": "string"}, "major"),
        ("components/schemas/Line", {"type": "string"}, "minor"),
        ("info/version", "2.0.0", "patch"),
    ],
)
def test_names_and_types(pointer, value, bump):
    assert changed(pointer, value).bump == bump


def test_a_tighter_limit_breaks_calls_and_changes_no_name():
    tree = deepcopy(TREE)
    tree["paths"]["/orders"]["get"]["parameters"][0]["schema"]["maximum"] = 10  # type: ignore[index]
    need = sdk_need(*(contract_from_bytes(json.dumps(each).encode()) for each in (TREE, tree)))
    assert (need.bump, need.gone, need.changed) == ("patch", (), ())


def test_a_method_that_is_called_otherwise_is_gone_and_new():
    tree = deepcopy(TREE)
    tree["paths"]["/orders"]["get"]["operationId"] = "findOrders"  # type: ignore[index]
    need = sdk_need(*(contract_from_bytes(json.dumps(each).encode()) for each in (TREE, tree)))
    assert need.bump == "major"
    assert "OrdersApi.listOrders()" in need.gone
    assert "OrdersApi.findOrders()" in need.added
