"""What generators make of a contract, and what of it is gone or something else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiyard.design.symbols.generated_type import type_of
from apiyard.design.symbols.naming import camel, constant, pascal
from apiyard.design.symbols.surface import compare_surfaces, surface
from apiyard.spec.load import contract_from_bytes

ORDER: dict[str, Any] = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "integer", "format": "int64"},
        "total": {"type": "number"},
        "status": {"type": "string", "enum": ["paid", "in-transit"]},
        "lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
        "note": {"type": ["string", "null"]},
    },
}


def contract(order=ORDER, **operation):
    held = {
        "operationId": "get-order",
        "tags": ["orders"],
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
            {"name": "page_size", "in": "query", "schema": {"type": "integer"}},
        ],
        "responses": {
            "200": {
                "description": "",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}},
            }
        },
        **operation,
    }
    schemas = {"Order": order, "Line": {"type": "object"}, "Kind": {"type": "string", "enum": ["a", "b c"]}}
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/orders/{id}": {"get": held}},
        "components": {"schemas": schemas},
    }
    return contract_from_bytes(json.dumps(tree).encode())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("get_order-lines", ("GetOrderLines", "getOrderLines", "GET_ORDER_LINES")),
        ("HTTPServer2", ("HTTPServer2", "httpServer2", "HTTP_SERVER_2")),
        ("order", ("Order", "order", "ORDER")),
        ("", ("_", "_", "EMPTY")),
        ("*", ("_", "_", "EMPTY")),
    ],
)
def test_names(text, names):
    assert (pascal(text), camel(text), constant(text)) == names


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        (True, "any"),
        ({}, "any"),
        ({"type": "string"}, "string"),
        ({"type": "string", "format": "date-time"}, "string(date-time)"),
        ({"type": ["string", "null"]}, "string?"),
        ({"type": "array", "items": {"type": "integer"}}, "list[integer]"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "map[string]"),
        ({"type": "object", "properties": {"a": {}}}, "object"),
        ({"$ref": "#/components/schemas/order_line"}, "OrderLine"),
        ({"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]}, "Cat | Dog"),
        ({"anyOf": [{"$ref": "#/components/schemas/Cat"}, {"type": "null"}]}, "Cat?"),
        ({"allOf": [{"$ref": "#/components/schemas/Cat"}, {"description": "mine"}]}, "Cat"),
        ({"type": "string", "enum": ["a"]}, "enum"),
        ({"enum": ["a"]}, "enum"),
        ({"type": ["string", "integer"]}, "integer | string"),
    ],
)
def test_types(schema, name):
    assert type_of(schema) == name


def test_types_of_deep_schemas_end():
    schema: Any = {"type": "string"}
    for _ in range(2000):
        schema = {"type": "array", "items": schema}
    assert type_of(schema).endswith("list[any]]]]]]]")


def test_the_surface_of_a_client():
    assert dict(surface(contract()).symbols) == {
        "OrdersApi.getOrder()": "(id: integer): Order",
        "OrdersApi.getOrder(pageSize)": "integer",
        "Order": "object",
        "Order.id": "integer(int64)",
        "Order.total": "number?",
        "Order.status": "enum?",
        "Order.Status.PAID": "paid",
        "Order.Status.IN_TRANSIT": "in-transit",
        "Order.lines": "list[Line]?",
        "Order.note": "string?",
        "Line": "object",
        "Kind": "enum",
        "Kind.A": "a",
        "Kind.B_C": "b c",
    }


def test_what_is_gone_or_something_else_is_broken():
    old = surface(contract())
    properties = {name: value for name, value in ORDER["properties"].items() if name != "note"}
    changed = {**ORDER, "properties": {**properties, "total": {"type": "string"}, "fresh": {"type": "string"}}}
    found = compare_surfaces(old, surface(contract(changed, tags=["sales"])))
    assert [(each.symbol, each.before, each.after) for each in found.broken] == [
        ("OrdersApi.getOrder()", "(id: integer): Order", ""),
        ("OrdersApi.getOrder(pageSize)", "integer", ""),
        ("Order.total", "number?", "string?"),
        ("Order.note", "string?", ""),
    ]
    assert found.added == ("SalesApi.getOrder()", "SalesApi.getOrder(pageSize)", "Order.fresh")


def test_the_same_surface_has_no_changes():
    found = compare_surfaces(surface(contract()), surface(contract()))
    assert found.broken == ()
    assert found.added == ()


def test_another_optional_argument_breaks_nothing():
    more = [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
        {"name": "page_size", "in": "query", "schema": {"type": "integer"}},
        {"name": "filter", "in": "query", "schema": {"type": "string"}},
    ]
    found = compare_surfaces(surface(contract()), surface(contract(parameters=more)))
    assert found.broken == ()
    assert found.added == ("OrdersApi.getOrder(filter)",)
