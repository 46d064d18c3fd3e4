"""Values of parameters and headers are carried to exchanges, each written in its style."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiyard.design.cause import ExchangeProof
from apiyard.design.diffing.options import DEFAULT
from apiyard.design.diffing.pair import Contracts
from apiyard.design.diffing.place import Place, Site, Step
from apiyard.design.witness.lift import lift
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_from_bytes

WIDE = {"type": "string", "enum": ["a", "b"]}
NARROW = {"type": "string", "enum": ["a"]}


def contract(name: str = "p", place: str = "query", path: str = "/orders", **members: Any) -> Any:
    parameter = {"name": name, "in": place, "required": place == "path", **members}
    operation = {"parameters": [parameter], "responses": {"200": {"description": ""}}}
    tree = {
        "openapi": "3.2.0",
        "info": {"title": "t", "version": "1"},
        "paths": {path: {"get": operation}},
    }
    return contract_from_bytes(json.dumps(tree).encode())


def lifted(old: Any, new: Any, value: Any, *steps: tuple[str, str, str], name: str = "p") -> ExchangeProof | str:
    part = old.operations[0].parameters[0].location
    place = Place(old.operations[0], new.operations[0], "request", part, name=name)
    base = [each.operations[0].parameters[0].pointer + "/schema" for each in (old, new)]
    way = tuple(Step(kind, key, base[0] + at, base[1] + at) for kind, key, at in steps)  # type: ignore[arg-type]
    return lift(Contracts(old, new, DEFAULT), Site(place, way), value)


def confirmed(proof: ExchangeProof | str, old: Any, new: Any) -> ExchangeProof:
    assert isinstance(proof, ExchangeProof), proof
    assert check_request(old, proof.request).outcome == "valid"
    assert check_request(new, proof.request).outcome == "invalid"
    return proof


@pytest.mark.parametrize(
    ("place", "sent"),
    [("query", "p=b"), ("header", "b"), ("cookie", "p=b"), ("path", "/orders/b")],
)
def test_a_single_value(place, sent):
    path = "/orders/{p}" if place == "path" else "/orders"
    old, new = (contract(place=place, path=path, schema=each) for each in (WIDE, NARROW))
    proof = confirmed(lifted(old, new, "b"), old, new)
    seen = {
        "query": proof.request.query,
        "header": proof.request.header("p"),
        "cookie": proof.request.header("cookie"),
        "path": proof.request.path,
    }
    assert seen[place] == sent
    assert (proof.value, proof.pointer) == ("b", "p")


@pytest.mark.parametrize("explode", [False, True])
@pytest.mark.parametrize("style", ["form", "spaceDelimited", "pipeDelimited"])
def test_an_item_of_a_list(style, explode):
    if style != "form" and explode:
        style = "form"
    members = {"style": style, "explode": explode}
    old, new = (contract(schema={"type": "array", "minItems": 2, "items": each}, **members) for each in (WIDE, NARROW))
    proof = confirmed(lifted(old, new, "b", ("items", "", "/items")), old, new)
    assert proof.value == "b"
    assert proof.pointer == "p/0"


@pytest.mark.parametrize(("style", "sent"), [("deepObject", "p[x]=b"), ("form", "x=b")])
def test_a_member_of_an_object(style, sent):
    old, new = (
        contract(style=style, explode=True, schema={"type": "object", "properties": {"x": each, "y": {}}})
        for each in (WIDE, NARROW)
    )
    proof = confirmed(lifted(old, new, "b", ("property", "x", "/properties/x")), old, new)
    assert proof.request.query == sent
    assert proof.pointer == "p/x"


def test_a_variable_of_a_path_may_be_called_otherwise():
    old = contract("p", "path", "/orders/{p}", schema=WIDE)
    new = contract("q", "path", "/orders/{q}", schema=NARROW)
    proof = confirmed(lifted(old, new, "b"), old, new)
    assert proof.request.path == "/orders/b"


def test_a_header_is_found_in_any_case():
    old, new = contract("X-P", "header", schema=WIDE), contract("x-p", "header", schema=NARROW)
    confirmed(lifted(old, new, "b", name="X-P"), old, new)


def test_a_value_in_content():
    held = [{"application/json": {"schema": {"type": "object", "properties": {"x": each}}}} for each in (WIDE, NARROW)]
    old, new = (contract(content=each) for each in held)
    place = Place(old.operations[0], new.operations[0], "request", "query", name="p", media_type="application/json")
    at = old.operations[0].parameters[0].pointer + "/content/application~1json/schema/properties/x"
    proof = lift(Contracts(old, new, DEFAULT), Site(place, (Step("property", "x", at, at),)), "b")
    assert confirmed(proof, old, new).request.query == "p=%7B%22x%22%3A%22b%22%7D"


def test_the_whole_query():
    held = [
        {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {"x": each}}}}
        for each in (WIDE, NARROW)
    ]
    old, new = (contract(place="querystring", content=each) for each in held)
    place = Place(old.operations[0], new.operations[0], "request", "querystring", name="p")
    at = old.operations[0].parameters[0].pointer + "/content/application~1x-www-form-urlencoded/schema/properties/x"
    proof = lift(Contracts(old, new, DEFAULT), Site(place, (Step("property", "x", at, at),)), "b")
    assert confirmed(proof, old, new).request.query == "x=b"


def test_what_the_wire_cannot_carry_is_no_proof():
    old, new = contract(schema={}), contract(schema={"not": {"type": "null"}})
    reason = lifted(old, new, None)
    assert isinstance(reason, str)


def test_a_header_of_a_reply():
    def one(schema: Any) -> Any:
        headers = {"X-P": {"schema": {"type": "array", "items": schema}}}
        tree = {
            "openapi": "3.1.0",
            "info": {"title": "t", "version": "1"},
            "paths": {"/orders": {"get": {"responses": {"2XX": {"description": "", "headers": headers}}}}},
        }
        return contract_from_bytes(json.dumps(tree).encode())

    old, new = one(NARROW), one(WIDE)
    place = Place(old.operations[0], new.operations[0], "response", "reply-header", name="X-P", status="2XX")
    at = "/paths/~1orders/get/responses/2XX/headers/X-P/schema/items"
    proof = lift(Contracts(old, new, DEFAULT), Site(place, (Step("items", "", at, at),)), "b")
    assert isinstance(proof, ExchangeProof), proof
    assert proof.reply is not None
    assert check_reply(new.operations[0], "get", proof.reply) == ()
    assert check_reply(old.operations[0], "get", proof.reply)
    assert proof.reply.header("x-p") == "b"


def test_another_value_is_tried_where_one_cannot_be_sent():
    old, new = contract(schema={"type": "array", "items": {"type": "string"}}), contract(schema={"type": "integer"})
    place = Place(old.operations[0], new.operations[0], "request", "query", name="p")
    proof = lift(Contracts(old, new, DEFAULT), Site(place), [], keywords=frozenset({"type"}))
    assert confirmed(proof, old, new).request.query.startswith("p=")
    # Only a break by the keyword that changed counts.
    reason = lift(Contracts(old, new, DEFAULT), Site(place), [], keywords=frozenset({"maxItems"}))
    assert isinstance(reason, str)
