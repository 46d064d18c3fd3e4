"""One cause is told once, by a name that says where, also where several values follow from it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from apiyard.design.cause import Cause, ExchangeProof
from apiyard.design.diffing.options import DiffOptions
from apiyard.design.diffing.run import compare
from apiyard.design.witness.address import as_sent
from apiyard.spec.load import contract_from_bytes

VARIABLES = {"env": {"default": "prod", "enum": ["prod", "stage"]}}
SERVER = {"url": "https://{env}.example.org/v1", "variables": VARIABLES}
FORM = {"multipart/form-data": {"schema": {"type": "object", "properties": {"file": {"type": "string"}}}}}


def causes(old: dict[str, Any], new: dict[str, Any]) -> tuple[Cause, ...]:
    head = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}}
    both = [contract_from_bytes(json.dumps({**head, **each}).encode()) for each in (old, new)]
    return compare(*both, options=DiffOptions()).causes


def takes(schema: Any, **schemas: Any) -> dict[str, Any]:
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    paths = {"/t": {"post": {"requestBody": body, "responses": {"204": {"description": ""}}}}}
    return {"paths": paths, "components": {"schemas": schemas}}


@pytest.mark.parametrize(
    ("servers", "messages"),
    [
        ([{**SERVER, "url": "https://{env}.example.org/v2"}], ["the base path changed from /v1 to /v2"]),
        (
            [{"url": "https://x.example.org"}],
            [
                "the servers https://prod.example.org/v1, https://stage.example.org/v1 are gone",
                "the server https://x.example.org is new",
            ],
        ),
    ],
)
def test_the_addresses_of_a_server_are_told_together(servers: Any, messages: list[str]) -> None:
    """Its variables give two addresses, and they go together."""
    old = takes({"type": "string"})
    assert [each.message for each in causes({**old, "servers": [SERVER]}, {**old, "servers": servers})] == messages


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ({"items": {"maximum": 2}}, {"items": {"maximum": 1}}, "maximum of the items in"),
        ({"prefixItems": [{"maximum": 2}]}, {"prefixItems": [{"maximum": 1}]}, "maximum of [0] in"),
        ({"patternProperties": {"^x": {"maximum": 2}}}, {"patternProperties": {"^x": {"maximum": 1}}}, "other members"),
        (
            {"properties": {"a": {"items": {"maximum": 2}}}},
            {"properties": {"a": {"items": {"maximum": 1}}}},
            "maximum of a[] in",
        ),
    ],
)
def test_messages_name_what_stands_inside(old: Any, new: Any, message: str) -> None:
    """The items of a body are not the body."""
    (cause,) = causes(takes(old), takes(new))
    assert message in cause.message


def test_required_members_are_sent_though_they_are_not_declared() -> None:
    """Who reads an object as closed must not read it as impossible."""
    old = {"type": "object", "properties": {"a": {"maximum": 9}}, "required": ["x"]}
    (cause,) = causes(takes(old), takes({**old, "required": ["x", "y"]}))
    assert (cause.check, cause.verdict.value) == ("property-became-required", "breaking")


def test_a_form_of_optional_parts_is_sent_with_one() -> None:
    """No body in parts has none, so an empty object is no example of it."""
    flow = {"clientCredentials": {"tokenUrl": "https://e.example/t", "scopes": {"r": "", "w": ""}}}
    rest = {"components": {"securitySchemes": {"o": {"type": "oauth2", "flows": flow}}}}
    answers = {"204": {"description": ""}}

    def held(*scopes: str) -> dict[str, Any]:
        body = {"required": True, "content": FORM}
        return {
            **rest,
            "paths": {"/t": {"post": {"requestBody": body, "responses": answers, "security": [{"o": scopes}]}}},
        }

    (cause,) = causes(held("r"), held("r", "w"))
    assert (cause.check, cause.verdict.value) == ("security-scope-added", "breaking")


@pytest.mark.parametrize("new", [{"type": "string", "enum": ["a"]}, {"type": ["string"], "enum": ["a"]}])
def test_null_that_goes_with_the_type_is_told_once(new: Any) -> None:
    """It goes from the listed values too, for the same reason."""
    (cause,) = causes(takes({"type": ["string", "null"], "enum": ["a", None]}), takes(new))
    assert (cause.check, cause.verdict.value) == ("became-not-nullable", "breaking")


def test_a_call_to_an_address_that_is_gone_is_shown_as_it_was_sent() -> None:
    """The request names the address itself, so it is not put before it once more."""
    old = takes({"type": "string"})
    (cause,) = causes(
        {**old, "servers": [SERVER]}, {**old, "servers": [{**SERVER, "url": "https://{env}.example.org/v2"}]}
    )
    proof = cause.sides[0].proof
    assert isinstance(proof, ExchangeProof)
    request, server = as_sent(proof, "https://prod.example.org/v1")
    assert (server, request.path, [name for name, _ in request.headers]) == (
        "https://prod.example.org",
        "/v1/t",
        ["Content-Type"],
    )


def test_an_item_of_a_sequence_is_sent_in_one() -> None:
    """What changes in items is shown by a sequence that has one of them (OpenAPI 3.2, Media Type Object)."""

    def held(*values: str) -> dict[str, Any]:
        content = {"application/jsonl": {"itemSchema": {"properties": {"x": {"enum": list(values)}}}}}
        answers = {"200": {"description": "", "content": content}}
        return {"openapi": "3.2.0", "paths": {"/t": {"get": {"responses": answers}}}}

    (cause,) = causes(held("a"), held("a", "b"))
    assert cause.verdict.value == "breaking"
    proof = cause.sides[0].proof
    assert isinstance(proof, ExchangeProof)
    assert proof.reply is not None
    assert proof.reply.body == b'{"x":"b"}\n'


@pytest.mark.parametrize("around", [lambda each: each, lambda each: {"oneOf": [each, {"type": "string"}]}])
def test_a_branch_that_made_up_for_another_one_may_not_change_unseen(around: Any) -> None:
    """One branch goes, as the other takes its values; the other one is narrowed, as the first one takes them."""
    multiples = {"type": "number", "multipleOf": 3}
    old = {"type": "array", "items": {"anyOf": [multiples, {**multiples, "exclusiveMinimum": 3}]}}
    narrow = [{"type": "integer", "maximum": 7}, {**multiples, "multipleOf": 4, "exclusiveMinimum": 3}]
    new = {"type": "array", "items": {"anyOf": [{"oneOf": narrow[:1]}, narrow[1]]}}
    found = causes(takes(around(old)), takes(around(new)))
    assert found[0].verdict.value == "breaking"


def test_a_component_that_made_up_for_a_branch_may_not_change_unseen() -> None:
    multiples = {"type": "number", "multipleOf": 3}
    branch = {"$ref": "#/components/schemas/B"}
    old = takes({"anyOf": [multiples, branch]}, B={**multiples, "exclusiveMinimum": 3})
    new = takes({"anyOf": [{"type": "integer", "maximum": 7}, branch]}, B={"multipleOf": 4, "exclusiveMinimum": 3})
    assert [cause.verdict.value for cause in causes(old, new) if cause.check == "combined"] == ["breaking"]


def test_members_that_nobody_sends_do_not_break_together() -> None:
    def branch(kind: int, **more: Any) -> dict[str, Any]:
        return {"type": "object", "required": ["kind"], "properties": {"kind": {"const": kind}, **more}}

    old, new = [branch(1), branch(2)], [branch(1, one={"type": "integer"}), branch(2, two={"type": "integer"})]
    assert {cause.verdict.value for cause in causes(takes({"anyOf": old}), takes({"anyOf": new}))} == {"safe"}


def test_equal_edits_in_two_branches_have_names_of_their_own() -> None:
    def branches(most: int) -> Any:
        text = {"type": "string", "maxLength": most}
        return {
            "anyOf": [
                {"type": "object", "required": ["kind", "text"], "properties": {"kind": {"const": kind}, "text": text}}
                for kind in ("a", "b")
            ]
        }

    both = causes(takes(branches(5)), takes(branches(4)))
    alone = causes(takes(branches(5)["anyOf"][0]), takes(branches(4)["anyOf"][0]))
    assert [cause.message.rpartition(" (")[2] for cause in both] == ["anyOf 0)", "anyOf 1)"]
    assert len({cause.fingerprint for cause in both}) == len(both) == 2
    assert "(" not in alone[0].message


def test_null_in_all_of_is_a_demand() -> None:
    """In anyOf it is one more value; in allOf it is the only one left."""
    null, text = {"type": "null"}, {"type": ["string", "null"], "maxLength": 3}
    tighter = causes(takes({"allOf": [text]}), takes({"allOf": [text, null]}))
    looser = causes(takes({"allOf": [text, null]}), takes({"allOf": [text]}))
    other = causes(takes({"allOf": [text, null]}), takes({"allOf": [text, {"type": "string"}]}))
    told = [[(cause.check, cause.verdict.value) for cause in each] for each in (tighter, looser, other)]
    assert told == [
        [("all-of-changed", "breaking")],
        [("all-of-changed", "safe")],
        [("all-of-changed", "breaking"), ("all-of-changed", "safe")],
    ]


def test_what_makes_up_for_an_edit_in_one_place_does_not_in_another() -> None:
    shared = {"$ref": "#/components/schemas/Y"}
    for other in (shared, {"type": "object", "properties": {"y": {"not": {"not": shared}}}, "required": ["y"]}):
        # The nearest place asks for less than three letters anyway; only the farther one shows the break.
        schema = {"type": "array", "prefixItems": [{"allOf": [shared, {"maxLength": 3}]}, {"items": other}]}
        old, new = (takes(schema, Y={"type": "string", "maxLength": most}) for most in (10, 5))
        assert [cause.verdict.value for cause in causes(old, new)] == ["breaking"]
