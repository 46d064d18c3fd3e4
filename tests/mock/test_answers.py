"""Answers of a mock: wishes, links, headers, files, and refusals in the contract's own form."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from apiyard.mock.app import Mock, MockOptions
from apiyard.mock.check import Unanswered, check_behind, unanswered
from apiyard.mock.credential import credentials_for
from apiyard.mock.step import is_answer, whole
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Headers, Reply, Request
from apiyard.spec.judge import check_reply
from apiyard.spec.load import contract_from_bytes


def contract_of(paths: dict[str, Any], **more: Any) -> Contract:
    document = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths, **more}
    return contract_from_bytes(json.dumps(document).encode())


def one(responses: dict[str, Any], **more: Any) -> Contract:
    number = {"name": "n", "in": "query", "schema": {"type": "integer"}}
    return contract_of(
        {"/things": {"get": {"operationId": "list", "parameters": [number], "responses": responses}}}, **more
    )


def has(schema: Any, media: str = "application/json", **more: Any) -> dict[str, Any]:
    return {"description": "d", "content": {media: {"schema": schema, **more}}}


def get(contract: Contract, target: str = "/things", *, options: MockOptions | None = None, **headers: str) -> Reply:
    path, _, query = target.partition("?")
    lines: Headers = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Mock(contract, options).reply(Request("GET", path, query, lines))


def test_fulfilled_wishes_are_told():
    contract = one({"200": has({"type": "integer"}, examples={"a b": {"value": 1}}), "404": {"description": "d"}})
    assert get(contract, prefer='example="a b"').header("preference-applied") == 'example="a b"'
    assert get(contract, prefer="code=404").header("preference-applied") == "code=404"
    assert get(contract, prefer="dynamic=true").header("preference-applied") == "dynamic=true"
    assert get(contract).header("preference-applied") is None


def test_a_wish_to_wait_is_kept_within_bounds():
    contract = one({"200": {"description": "d"}})
    options = MockOptions(max_wait_seconds=0.01)
    reply = get(contract, prefer="wait=3600, code=200", options=options)
    assert (reply.status, reply.header("preference-applied")) == (200, "code=200, wait=0.01")
    assert get(contract, prefer="wait=long").status == 400


def test_another_accepted_media_type_is_given_when_the_first_has_no_answer():
    impossible = {"allOf": [{"type": "integer"}, {"type": "string"}]}
    content = {"application/json": {"schema": impossible}, "text/plain": {"schema": {"const": "fine"}}}
    reply = get(one({"200": {"description": "d", "content": content}}))
    assert (reply.status, reply.header("content-type"), reply.body) == (200, "text/plain", b"fine")


def test_an_example_is_given_in_the_media_type_that_has_it():
    content = {
        "application/json": {"schema": {"type": "string"}},
        "text/plain": {"schema": {"type": "string"}, "examples": {"calm": {"value": "sea"}}},
    }
    assert get(one({"200": {"description": "d", "content": content}}), prefer="example=calm").body == b"sea"


@pytest.mark.parametrize(
    ("media", "start"),
    [
        ("image/png", b"\x89PNG"),
        ("image/gif", b"GIF89a"),
        ("image/jpeg", b"\xff\xd8\xff"),
        ("image/webp", b"RIFF\x24\0\0\0WEBP"),
        ("image/svg+xml", b"<svg xmlns="),
        ("application/pdf", b"%PDF-1.4"),
        ("application/zip", b"PK"),
        ("application/gzip", b"\x1f\x8b"),
        ("audio/wav", b"RIFF"),
        ("application/octet-stream", b"made up"),
    ],
)
def test_files_are_of_their_kind(media, start):
    reply = get(one({"200": has({"type": "string", "format": "binary"}, media)}))
    assert (reply.status, reply.header("content-type")) == (200, media)
    assert reply.body.startswith(start)


def test_forms_and_multiparts_are_written_and_judged():
    schema = {
        "type": "object",
        "required": ["name", "size"],
        "properties": {"name": {"type": "string"}, "size": {"type": "integer"}},
    }
    for media in ("application/x-www-form-urlencoded", "multipart/form-data", "multipart/mixed"):
        contract = one({"200": has(schema, media)})
        reply = get(contract)
        assert reply.status == 200
        assert b"name" in reply.body
        assert check_reply(contract.operations[0], "get", reply) == ()


def test_each_header_of_the_contract_is_sent_but_for_those_of_framing():
    headers = {
        "X-Rate": {"schema": {"type": "integer", "minimum": 5, "maximum": 5}},
        "X-List": {"schema": {"type": "array", "items": {"enum": ["a"]}, "minItems": 2}},
        "X-Wrong": {"schema": {"type": "integer"}, "example": "many"},
        "Content-Length": {"required": True, "schema": {"type": "integer"}},
        "Content-Encoding": {"schema": {"const": "gzip"}},
        "Transfer-Encoding": {"schema": {"const": "chunked"}},
    }
    reply = get(one({"200": {**has({"const": "four"}), "headers": headers}}))
    assert reply.status == 200
    assert (reply.header("x-rate"), reply.header("x-list"), reply.header("content-length")) == ("5", "a,a", "6")
    assert str(reply.header("x-wrong")).isdecimal()
    assert reply.header("content-encoding") is None
    assert reply.header("transfer-encoding") is None


def test_links_lead_where_the_answer_says():
    paths = {
        "/orders": {
            "get": {
                "operationId": "newest",
                "parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}],
                "responses": {
                    "200": {
                        **has({"type": "object"}, example={"id": "a/b", "next": 3}),
                        "links": {
                            "GetOrder": {"operationId": "getOrder", "parameters": {"id": "$response.body#/id"}},
                            "next": {"operationId": "newest", "parameters": {"page": "$response.body#/next"}},
                            "Lost": {"operationId": "getOrder", "parameters": {"id": "$response.body#/none"}},
                        },
                    }
                },
            }
        },
        "/orders/{id}": {
            "get": {
                "operationId": "getOrder",
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
                "responses": {"204": {"description": "d"}},
            }
        },
    }
    assert "</shop/v1/orders?page=3>" in str(
        get(contract_of(paths), "/orders", x_forwarded_prefix="/shop/v1").header("link")
    )
    assert "evil" not in str(get(contract_of(paths), "/orders", x_forwarded_prefix="//evil.example").header("link"))
    link = get(contract_of(paths), "/orders").header("link")
    assert link == '</orders/a%2Fb>; rel="related"; title="GetOrder", </orders?page=3>; rel="next"'


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


def test_the_check_names_what_has_no_answer_and_why():
    impossible = {"allOf": [{"type": "integer"}, {"type": "string"}]}
    contract = one({"200": has(impossible), "404": has({"type": "string"}), "101": {"description": "d"}})
    found = list(unanswered(contract))
    assert [(each.operation, each.status, each.media, each.first) for each in found] == [
        ("list", "200", "application/json", True)
    ]
    assert "no conforming value" in found[0].reason
    assert "/responses/200/content" in str(found[0].where)
    assert get(contract).status == 501


def test_the_check_behind_finds_the_same():
    contract = one({"200": has({"allOf": [{"type": "integer"}, {"type": "string"}]}), "101": {"description": "d"}})
    told: list[Unanswered] = []
    check_behind(contract, told.append).join(20)
    assert told == list(unanswered(contract))


def test_an_operation_that_only_begins_an_exchange_is_named():
    contract = one({"101": {"description": "d"}})
    assert [each.reason for each in unanswered(contract)] == ["the contract has no response that ends an exchange"]
    assert get(contract).status == 400


def test_xml_is_written_as_the_contract_says_and_judged():
    schema = {
        "type": "object",
        "required": ["id", "tags"],
        "properties": {
            "id": {"type": "integer", "xml": {"attribute": True}},
            "tags": {"type": "array", "minItems": 1, "items": {"const": "new", "xml": {"name": "tag"}}},
        },
        "xml": {"name": "pet"},
    }
    contract = one({"200": has(schema, "application/xml")})
    reply = get(contract, accept="application/xml")
    assert reply.status == 200
    assert reply.body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<pet id="')
    assert reply.body.endswith(b'"><tag>new</tag></pet>')
    wrong = Reply(200, reply.headers, b'<pet id="x"><tag>old</tag></pet>')
    found = {(each.place, each.pointer) for each in check_reply(contract.operations[0], "get", wrong)}
    assert found == {("body", "/id"), ("body", "/tags/0")}


def test_events_without_a_schema_of_their_own_carry_the_whole_value():
    reply = get(one({"200": has({"type": "object", "properties": {"n": {"const": 1}}}, "text/event-stream")}))
    assert (reply.status, reply.body) == (200, b'data: {"n":1}\n\n')


@pytest.mark.parametrize("media", ["application/json", "application/jsonl", "text/event-stream", "application/xml"])
def test_integers_beyond_64_bits_are_written(media):
    schema = {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer", "minimum": 1 << 70}}}
    reply = get(one({"200": has(schema, media)}))
    assert reply.status == 200
    assert any(len(digits) > 20 for digits in re.findall(r"[0-9]+", reply.body.decode()))


def test_a_success_that_the_contract_names_goes_before_what_it_has_for_all_other_answers():
    error = has({"type": "object", "required": ["code"], "properties": {"code": {"type": "integer"}}})
    empty = {"description": "d"}

    def status(**responses: Any) -> int:
        return get(one({name.removeprefix("_"): value for name, value in responses.items()})).status

    assert status(default=error, _204=empty) == 204
    assert status(_201=empty, default=error) == 201
    assert status(_2XX=empty, _202=empty, default=error) == 202
    assert status(_302=empty, _404=empty, default=error) == 302
    assert status(_404=empty, default=error) == 200
    assert status(_404=empty, _500=empty) == 404
