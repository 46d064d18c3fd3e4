"""The parts of witnesses: credentials, servers, shrinking, the strict reading, cases that are kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.design.cause import ExchangeProof
from apiyard.design.witness.case import from_case, to_case
from apiyard.design.witness.servers import addresses, base_url
from apiyard.design.witness.shrink import shrink
from apiyard.design.witness.undeclared import undeclared
from apiyard.spec.composing.compose import code_of, composer
from apiyard.spec.composing.credentials import credentials
from apiyard.spec.composing.wish import CannotBuildError, ReplyWish, Wish
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_from_bytes
from apiyard.verify.case import Case

SCHEMES = {
    "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "asked": {"type": "apiKey", "in": "query", "name": "key"},
    "baked": {"type": "apiKey", "in": "cookie", "name": "session"},
    "basic": {"type": "http", "scheme": "basic"},
    "bearer": {"type": "http", "scheme": "bearer"},
    "oauth": {"type": "oauth2", "flows": {}},
    "oidc": {"type": "openIdConnect", "openIdConnectUrl": "https://id.example.com"},
    "mutual": {"type": "mutualTLS"},
}


def contract(**operation) -> Contract:
    held = {"responses": {"200": {"description": ""}}, **operation}
    servers = held.pop("document_servers", [])
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "servers": servers,
        "paths": {"/orders/{id}": {"post": held}},
        "components": {"securitySchemes": SCHEMES},
    }
    return contract_from_bytes(json.dumps(tree).encode())


@pytest.mark.parametrize("name", SCHEMES)
def test_credentials_are_made_up_and_let_a_call_in(name):
    one = contract(security=[{name: []}])
    request = composer(one).request(one.operations[0], Wish())
    assert check_request(one, request).outcome == "valid"
    shown = credentials(one, one.operations[0])
    pairs = [*shown.header, *shown.query, *shown.cookie]
    assert all("made-up" in value or value == "Basic bWFkZS11cDptYWRlLXVw" for _, value in pairs)
    assert len(pairs) == (name != "mutual")
    if pairs:
        bare = composer(one).request(one.operations[0], Wish(drop_credentials=True))
        assert [each.place for each in check_request(one, bare).violations] == ["security"]


def test_all_schemes_of_an_alternative_together():
    one = contract(security=[{name: [] for name in ("key", "asked", "baked", "bearer")}, {"basic": []}])
    request = composer(one).request(one.operations[0], Wish(security=0))
    assert check_request(one, request).outcome == "valid"
    assert request.header("x-key")
    assert request.header("cookie") == "session=made-up-key"
    assert "key=made-up-key" in request.query
    few = composer(one).request(one.operations[0], Wish())
    assert (few.header("authorization") or "").startswith("Basic ")


def test_servers_with_variables():
    server: Any = {
        "url": "https://{region}.example.com/{base}",
        "variables": {"region": {"default": "eu", "enum": ["us", "eu"]}, "base": {"default": "v1"}},
    }
    assert [each.url for each in addresses([server])] == ["https://eu.example.com/v1", "https://us.example.com/v1"]
    assert addresses([])[0].url == ""
    assert addresses([{"url": "/v2/"}])[0].base == "/v2"
    assert base_url(contract(document_servers=[server])) == "https://eu.example.com/v1"
    assert base_url(contract()) == "http://localhost"
    own = contract(servers=[{"url": "https://own.example.com"}], document_servers=[server])
    assert base_url(own, own.operations[0]) == "https://own.example.com"
    assert not addresses([{"url": "https://api.example.com"}])[0].is_local
    assert addresses([{"url": "http://localhost:80/x"}])[0].is_local


def test_shrinking_leaves_nothing_that_could_go():
    def still(value):
        return isinstance(value, dict) and "b" in value and 3 in value.get("c", [])

    big: Any = {"a": 1, "b": {"x": 1, "y": {"z": 2}}, "c": [1, 2, 3, 4], "d": {"e": {}}}
    assert shrink(big, still) == {"b": {}, "c": [3]}


def test_shrinking_ends():
    assert shrink(list(range(5000)), lambda _: False) == list(range(5000))


def test_the_strict_reading():
    one = contract(
        parameters=[
            {"name": "deep", "in": "query", "style": "deepObject", "schema": {"type": "object"}},
            {"name": "spread", "in": "query", "schema": {"type": "object", "properties": {"a": {}}}},
        ],
        security=[{"asked": []}],
    )
    operation = one.operations[0]
    assert undeclared(one, operation, Request("POST", "/orders/1", "deep[x]=1&a=2&key=k&spread=1")) == ()
    wrong = undeclared(one, operation, Request("POST", "/orders/1", "b=1&deep=1&c[x]=1", body=b"x"))
    assert [each.pointer for each in wrong] == ["", "/b", "/c[x]"]


def test_codes_of_ranges_and_of_the_default():
    one = contract(responses={each: {"description": ""} for each in ("200", "2XX", "500", "default")})
    operation = one.operations[0]
    assert [code_of(operation, each) for each in ("200", "2XX", "500", "default")] == [200, 201, 500, 501]
    full = contract(responses={each: {"description": ""} for each in ("1XX", "2XX", "3XX", "4XX", "5XX", "default")})
    with pytest.raises(CannotBuildError):
        code_of(full.operations[0], "default")


def test_replies_are_the_least_that_is_allowed():
    schema = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}, "more": {}}}
    response = {
        "description": "",
        "headers": {"X-A": {"required": True, "schema": {"type": "integer"}}, "X-B": {"schema": {"type": "integer"}}},
        "content": {"text/plain": {}, "application/json": {"schema": schema}},
    }
    one = contract(responses={"200": response})
    reply = composer(one).reply(one.operations[0], ReplyWish("200"))
    assert check_reply(one.operations[0], "post", reply) == ()
    assert json.loads(reply.body).keys() == {"id"}
    assert [name for name, _ in reply.headers] == ["Content-Type", "X-A"]
    with pytest.raises(CannotBuildError):
        composer(one).reply(one.operations[0], ReplyWish("404"))


def test_a_request_that_cannot_be_built_says_why():
    schema = {"type": "string", "enum": []}
    one = contract(parameters=[{"name": "q", "in": "query", "required": True, "schema": schema}])
    with pytest.raises(CannotBuildError):
        composer(one).request(one.operations[0], Wish())


PROOF = ExchangeProof(
    Request("POST", "/orders/1", "a=b", (("Content-Type", "application/json"),), b'{"a": 1}'),
    Reply(200, (("X-A", "1"),), b"\xff\x00"),
    1,
    "/a",
    "body a: 1 is not a string",
)


def test_a_case_is_kept_and_read_again():
    value = to_case(PROOF, check="type-changed", side="response", operation="put", origin="a is a text now")
    again = from_case(json.loads(json.dumps(value)))
    assert (again.request, again.reply, again.violation) == (PROOF.request, PROOF.reply, PROOF.violation)
    assert (again.check, again.side) == ("type-changed", "response")
    # It has all that the verifier asks of a case.
    case = Case("witness", again.operation, again.origin, again.request)
    assert case.request is again.request


@pytest.mark.parametrize(
    "change",
    [
        {"form": "other"},
        {"side": "both"},
        {"check": None},
        {"request": []},
        {"request": {"method": "GET"}},
        {"reply": {"status": "200", "headers": [], "body": ""}},
        {"reply": {"status": 200, "headers": [["a"]], "body": ""}},
        {"reply": {"status": 200, "headers": [], "body": {"base64": "*"}}},
        {"reply": {"status": 200, "headers": [], "body": 1}},
    ],
)
def test_a_case_of_another_form_is_refused(change):
    value = to_case(PROOF, check="c", side="request", operation="put", origin="o")
    with pytest.raises(InvalidInputError):
        from_case({**value, **change})
    with pytest.raises(InvalidInputError):
        from_case([])
