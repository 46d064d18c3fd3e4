"""Values are carried to complete exchanges that both contracts really judge so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiyard.core.json import Json
from apiyard.design.cause import ExchangeProof
from apiyard.design.diffing.options import DEFAULT
from apiyard.design.diffing.pair import Contracts
from apiyard.design.diffing.place import Place, Site, Step
from apiyard.design.witness.lift import lift
from apiyard.spec.contract import Contract
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_from_bytes
from apiyard.spec.pointer import get

NARROW = {"type": "string", "enum": ["a"]}
WIDE = {"type": "string", "enum": ["a", "b"]}


def contract(body: Json, *, components: Json = None, media: str = "application/json", reply: bool = False) -> Contract:
    content = {"content": {media: {"schema": body}}}
    operation: dict[str, Json] = {
        "operationId": "put",
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
        "responses": {"200": {"description": "", **(content if reply else {})}},
    }
    if not reply:
        operation["requestBody"] = {"required": True, **content}
    tree = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/orders/{id}": {"put": operation}},
        "components": {"schemas": components or {}},
    }
    return contract_from_bytes(json.dumps(tree).encode())


ROOT = "/paths/~1orders~1{id}/put/requestBody/content/application~1json/schema"
REPLY = "/paths/~1orders~1{id}/put/responses/200/content/application~1json/schema"


def site(old: Contract, new: Contract, *steps: tuple[str, str, str], reply: bool = False) -> Site:
    place = Place(
        old.operations[0],
        new.operations[0],
        "response" if reply else "request",
        "reply-body" if reply else "body",
        status="200" if reply else "",
        media_type="application/json",
    )
    return Site(place, tuple(Step(kind, name, at, at) for kind, name, at in steps))  # type: ignore[arg-type]


def thing(inner: Json) -> dict[str, Json]:
    return {"type": "object", "required": ["x"], "properties": {"x": {"type": "integer"}, "p": inner}}


WAYS: dict[str, Any] = {
    "property": (thing, [("property", "p", "/properties/p")], {"x": 1, "p": "b"}),
    "items": (
        lambda s: {"type": "array", "minItems": 2, "items": s},
        [("items", "", "/items")],
        None,
    ),
    "prefix": (
        lambda s: {"type": "array", "prefixItems": [{"type": "integer"}, s], "items": False},
        [("prefix", "1", "/prefixItems/1")],
        None,
    ),
    "additional": (
        lambda s: {"type": "object", "additionalProperties": s, "properties": {"made_up": {"type": "integer"}}},
        [("additional", "", "/additionalProperties")],
        {"made_up_": "b"},
    ),
    "pattern": (
        lambda s: {"type": "object", "patternProperties": {"^x-[a-z]{2}$": s}},
        [("pattern", "^x-[a-z]{2}$", "/patternProperties/^x-[a-z]{2}$")],
        None,
    ),
    "allOf": (
        lambda s: {"allOf": [{"type": "object", "required": ["x"]}, thing(s)]},
        [("allOf", "1", "/allOf/1"), ("property", "p", "/allOf/1/properties/p")],
        {"x": 1, "p": "b"},
    ),
    "anyOf": (
        lambda s: {"anyOf": [{"type": "integer"}, thing(s)]},
        [("anyOf", "1", "/anyOf/1"), ("property", "p", "/anyOf/1/properties/p")],
        {"x": 1, "p": "b"},
    ),
    "oneOf": (
        lambda s: {"oneOf": [{"type": "object", "required": ["y"], "properties": {"y": {"type": "string"}}}, thing(s)]},
        [("oneOf", "1", "/oneOf/1"), ("property", "p", "/oneOf/1/properties/p")],
        {"x": 1, "p": "b"},
    ),
    "then": (
        lambda s: {
            "properties": {"k": {"type": "string"}},
            "if": {"required": ["k"], "properties": {"k": {"const": "t"}}},
            "then": {"properties": {"p": s}},
        },
        [("then", "", "/then"), ("property", "p", "/then/properties/p")],
        {"k": "t", "p": "b"},
    ),
    "dependent": (
        lambda s: {"type": "object", "dependentSchemas": {"k": {"properties": {"p": s}}}},
        [("dependent", "k", "/dependentSchemas/k"), ("property", "p", "/dependentSchemas/k/properties/p")],
        None,
    ),
    "contains": (
        lambda s: {"type": "array", "contains": s, "maxItems": 1},
        [("contains", "", "/contains")],
        ["b"],
    ),
    "names": (
        lambda s: {"type": "object", "propertyNames": s},
        [("names", "", "/propertyNames")],
        None,
    ),
}


@pytest.mark.parametrize("reply", [False, True])
@pytest.mark.parametrize("name", WAYS)
def test_a_value_is_carried_through(name, reply):
    around, steps, whole = WAYS[name]
    old, new = contract(around(WIDE), reply=reply), contract(around(NARROW), reply=reply)
    if reply:
        old, new = new, old
    root = REPLY if reply else ROOT
    way = [(kind, key, root + at) for kind, key, at in steps]
    proof = lift(Contracts(old, new, DEFAULT), site(old, new, *way, reply=reply), "b")
    assert isinstance(proof, ExchangeProof), proof
    confirmed(proof, old, new)
    sent = json.loads(proof.reply.body if proof.reply else proof.request.body)
    if whole is not None:
        assert shape(sent) == shape(whole)
    if name != "names":
        assert get(sent, proof.pointer) == "b" == proof.value


def shape(value: Json) -> Json:
    """Leave numbers out, which may be any."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    return 0 if isinstance(value, int) else value


def confirmed(proof: ExchangeProof, old: Contract, new: Contract) -> None:
    """Judge the proof again, apart from the code that made it."""
    if proof.reply is not None:
        assert check_reply(new.operations[0], proof.request.method, proof.reply) == ()
        assert check_reply(old.operations[0], proof.request.method, proof.reply)
    else:
        assert check_request(old, proof.request).outcome == "valid"
        assert check_request(new, proof.request).outcome == "invalid"


def test_references_and_circles_are_followed():
    node: dict[str, Any] = {
        "type": "object",
        "required": ["v"],
        "properties": {"v": WIDE, "next": {"$ref": "#/components/schemas/Node"}},
    }
    narrow = {**node, "properties": {**node["properties"], "v": NARROW}}
    body = {"$ref": "#/components/schemas/Node"}
    old, new = contract(body, components={"Node": node}), contract(body, components={"Node": narrow})
    at = "/components/schemas/Node"
    steps = [("ref", "", at), ("property", "next", at + "/properties/next"), ("ref", "", at)]
    proof = lift(Contracts(old, new, DEFAULT), site(old, new, *steps, ("property", "v", at + "/properties/v")), "b")
    assert isinstance(proof, ExchangeProof), proof
    confirmed(proof, old, new)
    assert json.loads(proof.request.body)["next"] == {"v": "b"}


def test_a_value_of_a_branch_gets_what_the_other_branches_ask_for():
    def body(inner):
        return {"allOf": [{"type": "object", "required": ["x"]}, {"type": "object", "properties": {"p": inner}}]}

    old, new = contract(body(WIDE)), contract(body(NARROW))
    proof = lift(Contracts(old, new, DEFAULT), site(old, new, ("allOf", "1", ROOT + "/allOf/1")), {"p": "b"})
    assert isinstance(proof, ExchangeProof), proof
    confirmed(proof, old, new)
    assert set(json.loads(proof.request.body)) == {"p", "x"}


def test_no_proof_when_another_branch_takes_the_value():
    def body(inner):
        return {"anyOf": [thing(inner), {"type": "object"}]}

    old, new = contract(body(WIDE)), contract(body(NARROW))
    steps = [("anyOf", "0", ROOT + "/anyOf/0"), ("property", "p", ROOT + "/anyOf/0/properties/p")]
    reason = lift(Contracts(old, new, DEFAULT), site(old, new, *steps), "b")
    assert reason == "the other contract allows it too"


def test_no_proof_from_another_fault_at_another_place():
    old = contract(thing(WIDE))
    other = {**thing(WIDE), "required": ["x", "z"]}
    new = contract(other)
    reason = lift(Contracts(old, new, DEFAULT), site(old, new, ("property", "p", ROOT + "/properties/p")), "b")
    assert isinstance(reason, str)
    assert "another reason" in reason


def test_not_is_honestly_not_carried_through():
    old, new = contract({"not": WIDE}), contract({"not": NARROW})
    reason = lift(Contracts(old, new, DEFAULT), site(old, new, ("not", "", ROOT + "/not")), "b")
    assert isinstance(reason, str)


@pytest.mark.parametrize(
    "media", ["application/json", "application/x-www-form-urlencoded", "multipart/form-data", "application/vnd.a+json"]
)
def test_bodies_are_written_in_their_media_type(media):
    def body(inner):
        return {
            "type": "object",
            "required": ["n", "list", "deep"],
            "properties": {
                "n": {"type": "integer"},
                "list": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                "deep": {"type": "object", "required": ["p"], "properties": {"p": inner}},
            },
        }

    old, new = contract(body(WIDE), media=media), contract(body(NARROW), media=media)
    root = ROOT.replace("application~1json", media.replace("/", "~1"))
    steps = [("property", "deep", root + "/properties/deep"), ("property", "p", root + "/properties/deep/properties/p")]
    place = Place(old.operations[0], new.operations[0], "request", "body", media_type=media)
    way = tuple(Step(kind, name, at, at) for kind, name, at in steps)  # type: ignore[arg-type]
    proof = lift(Contracts(old, new, DEFAULT), Site(place, way), "b")
    assert isinstance(proof, ExchangeProof), proof
    confirmed(proof, old, new)


@pytest.mark.parametrize("deep", [24, 60, 90])
def test_a_value_far_inside_is_carried_out(deep):
    def nested(inner):
        for _ in range(deep):
            inner = {"type": "object", "properties": {"p": inner}}
        return inner

    old, new = contract(nested(WIDE)), contract(nested(NARROW))
    steps = [("property", "p", ROOT + "/properties/p" * (at + 1)) for at in range(deep)]
    proof = lift(Contracts(old, new, DEFAULT), site(old, new, *steps), "b")
    assert isinstance(proof, ExchangeProof), proof
    confirmed(proof, old, new)
