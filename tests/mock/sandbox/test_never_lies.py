"""Whatever contract there is, a sandbox answers by it, and what it made can be read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apiyard.core.errors import ApiyardError
from apiyard.mock.app import Mock, MockOptions
from apiyard.mock.sandbox.make import make_sandbox
from apiyard.mock.sandbox.options import SandboxOptions
from apiyard.spec.composing.compose import Composer
from apiyard.spec.composing.wish import Wish
from apiyard.spec.exchange import Request
from apiyard.spec.judge import check_reply
from apiyard.spec.load import contract_from_bytes, load_contract
from tests.mock.generated import schemas
from tests.parts import ROOT, absent, specs_folder

OURS = [
    *sorted((ROOT / "examples/shop/apis").glob("*/openapi.yaml")),
    *sorted((ROOT / "tests/corpus").glob("*.yaml")),
    ROOT / "tests/apps/pets.yaml",
    ROOT / "benchmarks/petstore.yaml",
]
REAL = ["asana.yaml"]
# What a mock says itself, for which no contract has words.
OWN = {404, 409, 410, 412, 501, 507}
SLOW = list(HealthCheck)


def judged(contract, mock, operation, request):
    """Send a request, and give the reply when it is no refusal; it conforms then."""
    reply = mock.reply(request)
    wrong = check_reply(operation, operation.method, reply)
    if wrong:
        assert reply.status in OWN | {400, 415}, (operation.id, reply.status, reply.body[:300])
        assert "code" in json.loads(reply.body)
        return None
    return reply


def walk(contract, *, most=10_000):
    """Send each operation a call or two, with ids of what was made before."""
    answerer = make_sandbox(contract, SandboxOptions(apart=False))
    mock = Mock(contract, MockOptions(check_security=False), answerer=answerer)
    composer = Composer(contract)
    order = {"post": 0, "put": 1, "get": 2, "patch": 3, "delete": 4}
    sent = 0
    for operation in sorted(contract.operations, key=lambda each: order.get(each.method, 5))[:most]:
        for body in (True, None):
            try:
                request = composer.request(operation, Wish(values=known(answerer, operation), with_body=body))
            except ApiyardError:
                continue
            judged(contract, mock, operation, request)
            sent += 1
    return sent


def known(answerer, operation):
    """Give the values that a path has for an item that is there."""
    role = answerer.house.model.roles.get(operation.id)
    if role is None or not role.key:
        return {}
    resource = answerer.house.model.resources[role.resource]
    record = next(iter(answerer.house.world.shelf("", answerer.house.key(resource)).records.values()), None)
    value = record.item.get(role.member) if record is not None and role.member else None
    return {("path", role.key): value} if isinstance(value, str | int) else {}


@pytest.mark.parametrize("path", OURS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_answer_of_our_contracts_conforms(path):
    assert walk(load_contract(path)) > 0


@pytest.mark.parametrize("name", REAL)
def test_every_answer_of_real_contracts_conforms(name):
    path = specs_folder() / name
    if not path.is_file():
        absent("../shared/specs", "put real documents there")
    assert walk(load_contract(path), most=200) > 100


@st.composite
def stores(draw):
    """Give a document with a collection of things of any schema, bare or wrapped."""
    names = draw(st.lists(st.sampled_from(["name", "price", "tags", "parent", "createdAt", "status"]), unique=True))
    properties = {name: draw(schemas()) for name in names}
    id_ = draw(st.sampled_from([{"type": "integer"}, {"type": "string"}, {"type": "string", "format": "uuid"}]))
    required = draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    item: dict[str, Any] = {
        "type": "object",
        "required": ["id", *required],
        "properties": {"id": {**id_, "readOnly": True}, **properties},
    }
    if draw(st.booleans()):
        item["additionalProperties"] = False
    ref = {"$ref": "#/components/schemas/Thing"}
    wrapped = draw(st.booleans())
    one = {"type": "object", "required": ["thing"], "properties": {"thing": ref}} if wrapped else ref
    many = {"type": "array", "items": ref}
    many = {"type": "object", "required": ["things"], "properties": {"things": many}} if draw(st.booleans()) else many

    def body(schema):
        return {"description": "d", "content": {"application/json": {"schema": schema}}}

    parameter = {"name": "id", "in": "path", "required": True, "schema": id_}
    sent = {"required": True, "content": {"application/json": {"schema": one}}}
    paths = {
        "/things": {
            "get": {"operationId": "list", "responses": {"200": body(many)}},
            "post": {"operationId": "make", "requestBody": sent, "responses": {"201": body(one)}},
        },
        "/things/{id}": {
            "parameters": [parameter],
            "get": {"operationId": "read", "responses": {"200": body(one), "404": {"description": "none"}}},
            "patch": {"operationId": "change", "requestBody": sent, "responses": {"200": body(one)}},
            "delete": {"operationId": "drop", "responses": {"204": {"description": "gone"}}},
        },
    }
    shapes = {name: draw(schemas()) for name in ("Node", "Leaf", "Pair")}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Made", "version": "1"},
        "paths": paths,
        "components": {"schemas": {"Thing": item, **shapes}},
    }


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=SLOW, database=None)
@given(stores())
def test_what_was_made_is_read_as_it_was_told(document):
    try:
        contract = contract_from_bytes(json.dumps(document).encode())
        sent = Composer(contract).request(contract.operation("make"), Wish(with_body=True))
    except ApiyardError:
        return
    mock = Mock(contract, answerer=make_sandbox(contract))
    made = judged(contract, mock, contract.operation("make"), sent)
    if made is None or made.header("x-apiyard-sandbox") is not None or made.header("location") is None:
        return
    place = made.header("location")
    read = judged(contract, mock, contract.operation("read"), Request("GET", place))
    assert read is not None
    assert json.loads(read.body) == json.loads(made.body)
    every = judged(contract, mock, contract.operation("list"), Request("GET", "/things"))
    if every is not None and every.header("x-apiyard-sandbox") is None:
        assert len(json.loads(every.body).get("things") if every.body[:1] == b"{" else json.loads(every.body)) == 1
    judged(contract, mock, contract.operation("change"), Request("PATCH", place, "", sent.headers, sent.body))
    assert mock.reply(Request("DELETE", place)).status == 204
    assert mock.reply(Request("GET", place)).status == 404


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'{"title": 1' + b"0" * 400 + b"}", b"[" * 5_000, b"\xff", b""])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_hostile_bodies_end_nothing(method, body):
    contract = load_contract(ROOT / "benchmarks/petstore.yaml")
    mock = Mock(contract, answerer=make_sandbox(contract))
    for path in ("/pet", "/pet/1", "/user/x", "/store/order", "/user/createWithList"):
        reply = mock.reply(Request(method, path, "", (("content-type", "application/json"),), body))
        assert reply.status < 500, reply.body[:300]
