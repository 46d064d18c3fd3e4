"""Things that name others, conditions, filters and made-up ids: a correct service is clean, each fault is found."""

from __future__ import annotations

import json
from itertools import count
from typing import Any, cast

import pytest

from apiyard.spec.load import contract_from_bytes
from apiyard.verify.doors.inside import Application
from apiyard.verify.plan import Plan
from apiyard.verify.run import verify

ID = {"type": "integer", "minimum": 1}
STATE = {"type": "string", "enum": ["open", "done"]}
NEW: dict[str, Any] = {
    "type": "object",
    "required": ["customerId", "state"],
    "properties": {"customerId": ID, "state": STATE, "note": {"type": "string"}},
}
ORDER: dict[str, Any] = {
    **NEW,
    "required": ["id", "customerId", "state"],
    "properties": {**NEW["properties"], "id": ID},
}
PERSON = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "minLength": 1}, "id": ID}}


def answers(schema, *statuses):
    content = {"application/json": {"schema": schema}} if schema else {}
    return {status: {"description": "", **({"content": content} if status < "300" else {})} for status in statuses}


def takes(schema):
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def key(name):
    return [{"name": name, "in": "path", "required": True, "schema": ID}]


MATCH = [{"name": "If-Match", "in": "header", "schema": {"type": "string"}}]
ONLY = [{"name": "state", "in": "query", "schema": STATE}]
CONTRACT = {
    "openapi": "3.1.0",
    "info": {"title": "Desk", "version": "1"},
    "paths": {
        "/customers": {
            "post": {
                "operationId": "addCustomer",
                "requestBody": takes(PERSON),
                "responses": answers(PERSON, "201", "400"),
            }
        },
        "/customers/{customerId}": {
            "parameters": key("customerId"),
            "get": {"operationId": "getCustomer", "responses": answers(PERSON, "200", "404")},
        },
        "/orders": {
            "post": {"operationId": "addOrder", "requestBody": takes(NEW), "responses": answers(ORDER, "201", "409")},
            "get": {
                "operationId": "listOrders",
                "parameters": ONLY,
                "responses": answers({"type": "array", "items": ORDER}, "200"),
            },
        },
        "/orders/{orderId}": {
            "parameters": key("orderId"),
            "get": {"operationId": "getOrder", "responses": answers(ORDER, "200", "404")},
            "put": {
                "operationId": "putOrder",
                "parameters": MATCH,
                "requestBody": takes(NEW),
                "responses": answers(ORDER, "200", "404", "409", "412"),
            },
        },
    },
}


class Desk:
    """Takes orders of customers that it knows."""

    guarded = filtered = strict = True

    def __init__(self):
        self.numbers = count(1000)
        self.kept: dict[str, dict[int, Any]] = {"customers": {}, "orders": {}}

    def __call__(self, environ, start):
        body = json.loads(environ["wsgi.input"].read() or b"null")
        _, sort, *rest = environ["PATH_INFO"].split("/")
        number = int(rest[0]) if rest else 0
        status, shown = self.answer(environ, sort, number, body=body)
        tag = [("ETag", f'"{hash(json.dumps(shown))}"')] if number else []
        start(f"{status} OK", [("Content-Type", "application/json"), *tag])
        return [json.dumps(shown).encode()]

    def answer(self, environ, sort, number, *, body):
        method, kept = environ["REQUEST_METHOD"], self.kept[sort]
        if method in {"POST", "PUT"} and sort == "orders" and body["customerId"] not in self.kept["customers"]:
            return 409, None
        if method == "POST":
            number = next(self.numbers)
            kept[number] = {**body, "id": number}
            return 201, kept[number]
        if not number:
            wanted = environ["QUERY_STRING"].removeprefix("state=") if self.filtered else ""
            return 200, [each for each in kept.values() if wanted in ("", each["state"])]
        if number not in kept:
            return (404, None) if self.strict else (200, {"id": number, "customerId": 1, "state": "open", "name": "x"})
        if method == "PUT":
            known = f'"{hash(json.dumps(kept[number]))}"'
            if self.guarded and environ.get("HTTP_IF_MATCH", known) != known:
                return 412, None
            kept[number] = {**body, "id": number}
        return 200, kept[number]


class Unguarded(Desk):
    guarded = False


class Unfiltered(Desk):
    filtered = False


class Obliging(Desk):
    strict = False


@pytest.mark.parametrize(
    ("desk", "checks"),
    [
        (Desk, set()),
        (Unguarded, {"stale-write-taken"}),
        (Unfiltered, {"filter-ignored"}),
        (Obliging, {"unknown-readable"}),
    ],
)
def test_it_is_found(desk, checks):
    contract = contract_from_bytes(json.dumps(CONTRACT).encode())
    plan = Plan(kinds=("stateful",), seconds=100, max_examples=20)
    report = verify(contract, Application(desk()), plan)
    assert {each.trouble.check for each in report.failures} == checks
    assert report.kinds[0].statuses["201"] > 10
    assert set(report.kinds[0].reached) >= {"addOrder", "listOrders", "getOrder", "putOrder"}


class Tenants:
    """A desk for each tenant."""

    def __init__(self, desk):
        self.desk, self.desks = desk, {}

    def __call__(self, environ, start):
        _, tenant, rest = environ["PATH_INFO"].split("/", 2)
        desk = self.desks.setdefault(tenant, self.desk())
        return desk({**environ, "PATH_INFO": f"/{rest}"}, start)


@pytest.mark.parametrize(("desk", "checks"), [(Desk, set()), (Unfiltered, {"filter-ignored"})])
def test_what_stands_before_a_thing_and_cannot_be_made_is_made_up_once(desk, checks):
    tenant = {"name": "tenant", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[a-z]{3}$"}}
    paths: dict[str, dict[str, Any]] = {}
    for path, item in cast("dict[str, dict[str, Any]]", CONTRACT["paths"]).items():
        paths[f"/{{tenant}}{path}"] = {**item, "parameters": [tenant, *item.get("parameters", [])]}
    contract = contract_from_bytes(json.dumps({**CONTRACT, "paths": paths}).encode())
    report = verify(contract, Application(Tenants(desk)), Plan(kinds=("stateful",), seconds=100, max_examples=20))
    assert {each.trouble.check for each in report.failures} == checks
    assert report.kinds[0].statuses["201"] > 10
    assert set(report.kinds[0].reached) >= {"addOrder", "listOrders", "getOrder", "putOrder"}
