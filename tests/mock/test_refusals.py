"""Refusals: their status, code, challenge and reasons, also in the contract's own form."""

from __future__ import annotations

import json

import pytest

from apiyard.mock.answering.credential import credentials_for
from apiyard.mock.app import Mock, MockOptions
from apiyard.mock.step import is_answer, whole
from apiyard.spec.exchange import Request
from tests.mock.asking import contract_of, get, has, one

ERROR = {
    "type": "object",
    "required": ["code", "message"],
    "properties": {
        "code": {"type": "integer"},
        "message": {"type": "string", "maxLength": 200},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"field": {"type": "string"}, "message": {"type": "string"}}},
        },
    },
}


def test_a_refusal_says_its_reasons_in_the_contracts_own_members():
    contract = one({"200": {"description": "d"}, "400": has(ERROR)})
    value = json.loads(get(contract, "/things?n=x").body)
    assert value["code"] == 400
    assert "integer" in value["message"]
    assert value["errors"] == [{"field": "query/n", "message": '"x" is not of type "integer"'}]


def test_a_refusal_keeps_the_contract_where_the_reasons_do_not_fit():
    short = {"type": "object", "required": ["message"], "properties": {"message": {"enum": ["No."]}}}
    reply = get(one({"200": {"description": "d"}, "400": has(short)}), "/things?n=x")
    assert json.loads(reply.body) == {"message": "No."}
    assert '"place":"query"' in str(reply.header("x-violations"))


TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({"code": TEXT, "message": TEXT}, {"code": "bad-request"}),
        ({"code": {"type": "string", "pattern": "^[A-Z_]+$"}}, {"code": "BAD_REQUEST"}),
        ({"code": {"type": "string", "examples": ["INVALID"]}}, {"code": "INVALID"}),
        ({"type": {"const": "error"}, "detail": TEXT, "title": TEXT}, {"type": "error", "title": "Bad Request"}),
        ({"status": TEXT, "code": {"type": "string", "maxLength": 3}}, {"status": "400"}),
        (
            {"fields": {"type": "array", "items": {"type": "object", "properties": {"path": TEXT, "reason": TEXT}}}},
            {
                "fields": [
                    {"path": "query/m", "reason": '"y" is not of type "boolean"'},
                    {"path": "query/n", "reason": '"x" is not of type "integer"'},
                ]
            },
        ),
        ({"message": {"type": "string", "maxLength": 20}}, {"message": "Bad Request"}),
        (
            {"details": {"type": "array", "items": {"type": "object", "properties": {"field": TEXT, "issue": TEXT}}}},
            {
                "details": [
                    {"field": "query/m", "issue": '"y" is not of type "boolean"'},
                    {"field": "query/n", "issue": '"x" is not of type "integer"'},
                ]
            },
        ),
        ({"problems": {"type": "array", "maxItems": 1}}, {"problems": ['query/m: "y" is not of type "boolean"']}),
        (
            {
                "errors": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "properties": {"status": TEXT, "source": {"type": "object", "properties": {"pointer": TEXT}}},
                    },
                    "maxItems": 1,
                }
            },
            {"errors": [{"status": "400", "source": {"pointer": "query/m"}}]},
        ),
    ],
)
def test_a_refusal_says_its_kind_and_all_its_reasons_but_keeps_what_the_contract_says(properties, told):
    error = {"type": "object", "properties": properties, "required": list(properties)}
    parameters = [
        {"name": name, "in": "query", "schema": {"type": kind}} for name, kind in (("m", "boolean"), ("n", "integer"))
    ]
    operation = {"operationId": "list", "parameters": parameters, "responses": {"400": has(error)}}
    value = json.loads(get(contract_of({"/things": {"get": operation}}), "/things?m=y&n=x").body)
    assert {name: value[name] for name in told} == told


def test_an_error_that_is_wished_for_says_its_status_where_the_contract_leaves_that_open():
    error = {
        "type": "object",
        "required": ["code", "message", "status"],
        "properties": {"code": TEXT, "message": TEXT, "status": {"type": "integer"}},
    }
    contract = one({"404": has(error), "default": has(error)})
    assert json.loads(get(contract, prefer="code=404").body) == {
        "code": "not-found",
        "message": "Not Found",
        "status": 404,
    }
    assert json.loads(get(contract, prefer="code=499").body)["message"] == "Status 499"
    example = {"code": "GONE", "message": "No such thing.", "status": 7}
    contract = one({"404": has(error, example=example)})
    assert json.loads(get(contract, prefer="code=404").body) == example


def test_a_refusal_has_the_form_of_problem_details_where_that_is_wished():
    contract = one({"200": {"description": "d"}, "400": has(ERROR)})
    reply = get(contract, "/things?n=x", options=MockOptions(errors="problem"))
    assert reply.header("content-type") == "application/problem+json"
    assert json.loads(reply.body)["violations"][0]["pointer"] == "/n"


def test_challenges_name_what_would_do():
    schemes = {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "basic": {"type": "http", "scheme": "basic"},
        "login": {
            "type": "oauth2",
            "flows": {"clientCredentials": {"tokenUrl": "https://a.example", "scopes": {"r": "", "w": ""}}},
        },
    }
    security = [{"key": []}, {"basic": []}, {"login": ["r", "w"]}]
    contract = one({"200": {"description": "d"}}, components={"securitySchemes": schemes}, security=security)
    reply = get(contract)
    assert reply.status == 401
    assert "such as: X-Key: any" in json.loads(reply.body)["detail"]
    assert reply.header("www-authenticate") == (
        'ApiKey realm="mock", in="header", name="X-Key", Basic realm="mock", Bearer realm="mock", scope="r w"'
    )
    only_403 = one(
        {"200": {"description": "d"}, "403": {"description": "d"}},
        components={"securitySchemes": schemes},
        security=security,
    )
    forbidden = get(only_403)
    assert forbidden.status == 403
    assert forbidden.header("www-authenticate") == reply.header("www-authenticate")
    assert json.loads(reply.body)["code"] == "unauthenticated"
    assert json.loads(forbidden.body)["code"] == "forbidden"


def test_a_challenge_gives_way_to_the_one_of_the_contract():
    schemes = {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
    response = {
        "description": "d",
        "headers": {"WWW-Authenticate": {"required": True, "schema": {"const": "Negotiate"}}},
        "content": {"application/json": {"schema": {"type": "object", "properties": {"message": {"type": "string"}}}}},
    }
    contract = one(
        {"200": {"description": "d"}, "401": response},
        components={"securitySchemes": schemes},
        security=[{"key": []}],
    )
    reply = get(contract)
    assert (reply.status, reply.header("www-authenticate")) == (401, "Negotiate")
    assert "credentials" in json.loads(reply.body)["message"]
    assert reply.header("x-violations")


@pytest.mark.parametrize(
    ("method", "headers", "status", "code"),
    [
        ("PUT", (("content-type", "application/json"),), 400, "bad-request"),
        ("PUT", (("content-type", "text/plain"),), 415, "unsupported-media-type"),
        ("DELETE", (), 405, "no-such-method"),
        ("GET", (("accept", "text/html"),), 406, "not-acceptable"),
    ],
)
def test_each_kind_of_refusal_has_a_code_of_its_own(method, headers, status, code):
    schema = {"content": {"application/json": {"schema": {"type": "object"}}}}
    put = {"requestBody": {"required": True, **schema}, "responses": {"204": {"description": "d"}}}
    contract = contract_of({"/things": {"get": {"responses": {"200": {"description": "d", **schema}}}, "put": put}})
    reply = Mock(contract).reply(Request(method, "/things", "", headers, b"1"))
    assert reply.status == status
    assert json.loads(reply.body)["code"] == code


@pytest.mark.parametrize(
    ("scheme", "shown"),
    [
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, ("X-Key: any",)),
        ({"type": "apiKey", "in": "query", "name": "key"}, ("?key=any",)),
        ({"type": "apiKey", "in": "cookie", "name": "sid"}, ("Cookie: sid=any",)),
        ({"type": "http", "scheme": "basic"}, ("Authorization: Basic YW55OmFueQ==",)),
        ({"type": "http", "scheme": "bearer"}, ("Authorization: Bearer any",)),
        ({"type": "openIdConnect", "openIdConnectUrl": "https://a.example"}, ("Authorization: Bearer any",)),
        ({"type": "mutualTLS"}, ()),
    ],
)
def test_the_credentials_that_are_told_would_do(scheme, shown):
    contract = one({"204": {"description": "d"}}, components={"securitySchemes": {"a": scheme}}, security=[{"a": []}])
    found = credentials_for(contract, contract.operations[0])
    assert found == shown
    headers = tuple((each.split(": ")[0], each.split(": ")[1]) for each in found if each[0] != "?")
    query = "".join(each[1:] for each in found if each[0] == "?")
    answer = Mock(contract).handle(Request("GET", contract.operations[0].path, query, headers))
    assert is_answer(answer)
    reply = whole(answer)
    assert reply is not None
    assert reply.status == 204


def test_another_media_type_is_told_those_that_would_do():
    body = {"required": True, "content": {"application/json": {}, "application/xml": {}}}
    item = {"operationId": "put", "requestBody": body, "responses": {"204": {"description": "d"}}}
    for method, name in (("post", "accept"), ("patch", "accept-patch")):
        reply = Mock(contract_of({"/": {method: item}})).reply(
            Request(method, "/", "", (("content-type", "a/b"),), b"x")
        )
        assert (reply.status, reply.header(name)) == (415, "application/json, application/xml")
