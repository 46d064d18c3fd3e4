"""Requests and replies judged by the corpus's petstore and its 2.0 document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_from_bytes, load_contract

CORPUS = Path(__file__).parent.parent / "corpus"
JSON = (("content-type", "application/json"),)
KEY = (("X-Api-Key", "k"),)


@pytest.fixture(scope="module")
def pets():
    return load_contract(CORPUS / "petstore.yaml")


@pytest.fixture(scope="module")
def things():
    return load_contract(CORPUS / "swagger.yaml")


def wrong(contract, *parts, **more):
    return [(each.place, each.pointer) for each in check_request(contract, Request(*parts, **more)).violations]


def test_query_parameters_are_read_by_their_styles(pets):
    query = "limit=5&tag=a%2Cb&tag=c&ids=1,2&filter[age]=3&filter%5Bkinds%5D=x&filter[kinds]=y&unknown=1"
    request = Request("GET", "/pets", query, (("X-Trace", "1, 2"), ("Cookie", "a=b; session=abcd")))
    judged = check_request(pets, request)
    assert judged.outcome == "valid"
    assert judged.operation is not None
    assert judged.operation.id == "listPets"
    assert judged.values.query == {
        "limit": 5,
        "tag": ["a,b", "c"],
        "ids": [1, 2],
        "filter": {"age": 3, "kinds": ["x", "y"]},
    }
    assert judged.values.header == {"x-trace": [1, 2]}
    assert judged.values.cookie == {"session": "abcd"}


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=abc", "/limit"),
        ("limit=", "/limit"),
        ("tag=a&tag=b&tag=c&tag=d", "/tag"),
        ("ids=1,x", "/ids/1"),
        ("filter[age]=old", "/filter/age"),
        ("filter[age=1", "/filter"),
    ],
)
def test_wrong_query_parameters_are_found(pets, query, pointer):
    assert wrong(pets, "GET", "/pets", query) == [("query", pointer)]


def test_path_header_and_cookie_are_judged(pets):
    assert wrong(pets, "GET", "/pets/abc") == [("path", "/petId")]
    assert wrong(pets, "GET", "/pets", headers=(("x-trace", "1,b"),)) == [("header", "/x-trace/1")]
    assert wrong(pets, "GET", "/pets", headers=(("cookie", "session=abc"),)) == [("cookie", "/session")]


def test_request_bodies_know_read_only_and_write_only(pets):
    assert wrong(pets, "POST", "/pets", "", JSON + KEY, b'{"name":"Rex","secret":"s","kind":"dog"}') == []
    assert wrong(pets, "POST", "/pets", "", JSON + KEY, b'{"id":1,"name":"Rex","secret":"s","kind":"dog"}') == [
        ("body", "/id")
    ]
    assert wrong(pets, "POST", "/pets", "", JSON + KEY, b'{"name":"Rex","kind":"dog"}') == [("body", "")]
    inner = b'{"name":"Rex","secret":"s","kind":"dog","mother":{"name":"","secret":"s","kind":"dog"}}'
    assert wrong(pets, "POST", "/pets", "", JSON + KEY, inner) == [("body", "/mother/name")]


def test_bodies_that_cannot_be_read(pets):
    assert wrong(pets, "POST", "/pets", "", JSON + KEY, b"{") == [("body", "")]
    assert wrong(pets, "POST", "/pets", "", KEY) == [("body", "")]
    assert wrong(pets, "POST", "/pets", "", KEY, b"x") == [("media-type", "")]
    assert wrong(pets, "POST", "/pets", "", (*KEY, ("content-type", "text/csv")), b"x") == [("media-type", "")]


def test_forms_are_typed_by_the_schema(pets):
    form = ("content-type", "application/x-www-form-urlencoded")
    judged = check_request(pets, Request("POST", "/pets", "", (*KEY, form), b"name=R%20ex&secret=s&kind=cat&age=4"))
    assert judged.violations == ()
    assert judged.values.body == {"name": "R ex", "secret": "s", "kind": "cat", "age": 4}


def test_multipart_forms_are_read(pets):
    head = (*KEY, ("content-type", 'multipart/form-data; boundary="b1"'))
    body = (
        b'--b1\r\nContent-Disposition: form-data; name="name"\r\n\r\nRex\r\n'
        b'--b1\r\nContent-Disposition: form-data; name="age"\r\n\r\n7\r\n'
        b'--b1\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\n'
        b"Content-Type: image/png\r\n\r\n\x89PNG\r\n--b1--\r\n"
    )
    judged = check_request(pets, Request("POST", "/pets", "", head, body))
    assert judged.violations == ()
    assert judged.values.body == {"name": "Rex", "age": 7, "photo": "\x89PNG"}
    assert wrong(pets, "POST", "/pets", "", head, body[:-10]) == [("body", "")]


def test_security_asks_for_a_credential(pets):
    body = b'{"name":"Rex","secret":"s","kind":"dog"}'
    assert wrong(pets, "POST", "/pets", "", JSON, body) == [("security", "")]


def test_unknown_paths_and_methods(pets):
    assert check_request(pets, Request("GET", "/nowhere")).outcome == "no-path"
    judged = check_request(pets, Request("PATCH", "/pets/1"))
    assert (judged.outcome, judged.allowed) == ("no-method", ("DELETE", "GET"))


def reply(contract, id_, *parts):
    return [(each.place, each.pointer) for each in check_reply(contract.operation(id_), "GET", Reply(*parts))]


def test_replies_are_judged(pets):
    total = ("X-Total", "3")
    pet = b'{"id":1,"name":"Rex","kind":"dog"}'
    assert reply(pets, "listPets", 200, (*JSON, total), b"[" + pet + b"]") == []
    assert reply(pets, "listPets", 200, JSON, b"[]") == [("header", "/x-total")]
    assert reply(pets, "listPets", 200, (*JSON, ("x-total", "many")), b"[]") == [("header", "/x-total")]
    leaked = b'{"id":1,"name":"Rex","kind":"dog","secret":"s"}'
    assert reply(pets, "getPet", 200, JSON, leaked) == [("body", "/secret")]
    assert reply(pets, "getPet", 200, (("content-type", "text/html"),), b"hi") == [("media-type", "")]
    assert reply(pets, "getPet", 200, (), pet) == [("media-type", "")]


def test_ranges_and_default_take_what_is_not_named(pets):
    problem = (("content-type", "application/problem+json; charset=utf-8"),)
    body = b'{"type":"about:blank","title":"No","status":404}'
    assert reply(pets, "getPet", 404, problem, body) == []
    assert reply(pets, "getPet", 500, problem, body) == [("status", "")]
    assert reply(pets, "listPets", 500, problem, body) == []
    assert reply(pets, "deletePet", 204) == []
    assert reply(pets, "getPhoto", 200, (("content-type", "image/png"),), b"\x89") == []


def test_a_reply_to_head_has_no_body(pets):
    assert check_reply(pets.operation("getPet"), "HEAD", Reply(200)) == ()


def test_collection_formats_of_2_0(things):
    query = "page=2&ids=1,2&tags=a&tags=b&sizes=1.5%7C2&words=x%20y"
    judged = check_request(things, Request("GET", "/things", query, (("x-flags", "true,false"),)))
    assert judged.violations == ()
    assert judged.values.query == {
        "page": 2,
        "ids": [1, 2],
        "tags": ["a", "b"],
        "sizes": [1.5, 2],
        "words": ["x", "y"],
    }
    assert judged.values.header == {"X-Flags": [True, False]}
    assert wrong(things, "GET", "/things", "page=0&ids=a") == [("query", "/ids/0"), ("query", "/page")]


def test_bodies_and_forms_of_2_0(things):
    basic = (("authorization", "Basic YTpi"),)
    assert wrong(things, "POST", "/things", "", JSON + basic, b'{"id":1,"name":null}') == []
    assert wrong(things, "POST", "/things", "", JSON + basic, b'{"id":0,"name":"a"}') == [("body", "/id")]
    form = (("content-type", "application/x-www-form-urlencoded"),)
    judged = check_request(things, Request("POST", "/things/a1", "", form, b"count=3&labels=a,b"))
    assert judged.violations == ()
    assert judged.values.body == {"count": 3, "labels": ["a", "b"]}
    assert wrong(things, "POST", "/things/a1", "", form, b"count=x") == [("body", "/count")]
    assert wrong(things, "GET", "/things/A") == [("path", "/id")]


def test_dynamic_anchors_of_components_are_found() -> None:
    """A tree of nodes refers to itself dynamically (JSON Schema 2020-12, section 7.7.2)."""
    children = {"type": "array", "items": {"$dynamicRef": "#node"}}
    node = {"$dynamicAnchor": "node", "properties": {"data": {"type": "integer"}, "children": children}}
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Node"}}}}
    contract = contract_from_bytes(
        json.dumps(
            {
                "openapi": "3.1.0",
                "info": {"title": "t", "version": "1"},
                "paths": {"/t": {"post": {"requestBody": body, "responses": {"204": {"description": ""}}}}},
                "components": {"schemas": {"Node": node}},
            }
        ).encode()
    )

    def outcome(value: object) -> str:
        head = (("Content-Type", "application/json"),)
        return check_request(contract, Request("POST", "/t", "", head, json.dumps(value).encode())).outcome

    assert outcome({"children": [{"data": 1}]}) == "valid"
    assert outcome({"children": [{"data": "x"}]}) == "invalid"


@pytest.mark.parametrize("closed", [False, True])
def test_objects_in_forms_are_read_also_where_nothing_further_is_allowed(closed: bool) -> None:
    """OpenAPI's deepObject, as Stripe's forms have it, beside ``additionalProperties: false``."""
    text = {"type": "string"}
    tags = {"anyOf": [{"type": "object", "additionalProperties": text}, {"enum": [""], "type": "string"}]}
    lines = {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}}
    schema = {
        "type": "object",
        "properties": {"tags": tags, "lines": lines, "ids": {"type": "array", "items": text}, "odd[x]": text},
        **({"additionalProperties": False} if closed else {}),
    }
    encoding = {name: {"style": "deepObject", "explode": True} for name in ("tags", "lines", "ids")}
    body = {"content": {"application/x-www-form-urlencoded": {"schema": schema, "encoding": encoding}}}
    paths = {"/t": {"post": {"requestBody": body, "responses": {"204": {"description": ""}}}}}
    document = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths}
    contract = contract_from_bytes(json.dumps(document).encode())
    form = (("content-type", "application/x-www-form-urlencoded"),)
    sent = b"tags%5Ba%5D=1&tags[b]=x&lines[0][n]=4&lines[1][n]=5&ids[]=p&ids[]=q&odd[x]=z"
    judged = check_request(contract, Request("POST", "/t", "", form, sent))
    assert judged.violations == ()
    assert judged.values.body == {
        "tags": {"a": "1", "b": "x"},
        "lines": [{"n": 4}, {"n": 5}],
        "ids": ["p", "q"],
        "odd[x]": "z",
    }
    assert wrong(contract, "POST", "/t", "", form, b"lines[0][n]=x") == [("body", "/lines/0/n")]
    assert wrong(contract, "POST", "/t", "", form, b"other[a]=1") == ([("body", "")] if closed else [])
