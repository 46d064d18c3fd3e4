"""Answers of a mock: wishes, links, headers, files, and what has no answer."""

from __future__ import annotations

import re
from typing import Any

import pytest

from apiyard.mock.app import MockOptions
from apiyard.mock.check import Unanswered, check_behind, unanswered
from apiyard.spec.exchange import Reply
from apiyard.spec.judge import check_reply
from tests.mock.asking import contract_of, get, has, one


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
                            "plain": {"operationRef": "#/paths/~1orders~1{id}/get", "parameters": {"id": "q"}},
                            "coded": {"operationRef": "#/paths/~1orders~1%7Bid%7D/get", "parameters": {"id": "r"}},
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
    assert link == (
        '</orders/a%2Fb>; rel="related"; title="GetOrder", </orders?page=3>; rel="next", '
        '</orders/q>; rel="related"; title="plain", </orders/r>; rel="related"; title="coded"'
    )


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


@pytest.mark.parametrize(
    ("name", "schema", "value"),
    [
        ("ETag", {"type": "string"}, '"made-up"'),
        ("ETag", {"type": "string", "examples": ['"v1"']}, '"v1"'),
        ("ETag", {"type": "string", "maxLength": 2}, None),
        ("Link", {"type": "string"}, '<?page=1>; rel="first"'),
        ("Retry-After", {"type": "integer", "format": "int32"}, "1"),
        ("Last-Modified", {"type": "string"}, "Thu, 01 Jan 2026 00:00:00 GMT"),
        ("Cache-Control", {"type": "string", "enum": ["no-cache"]}, "no-cache"),
    ],
)
def test_headers_that_clients_read_by_a_grammar_keep_to_it(name, schema, value):
    response = {"description": "d", "headers": {name: {"required": True, "schema": schema}}}
    reply = get(one({"200": response}))
    assert reply.status == 200
    assert reply.header(name) == value or value is None
