"""Schemas that leave a choice, or refuse one, get a value that conforms where there is one."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from apiyard.core.json import Json
from apiyard.spec.load import contract_from_bytes
from apiyard.spec.merge import ImpossibleError
from apiyard.spec.negate import negations
from apiyard.spec.sample import NoSampleError, sample
from apiyard.spec.schema import Schema
from apiyard.spec.text import number, text


def schema_of(value: Any, **components: Any) -> Schema:
    response = {"description": "d", "content": {"application/json": {"schema": value}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": response}}}},
        "components": {"schemas": components},
    }
    contract = contract_from_bytes(json.dumps(document).encode())
    found = contract.operations[0].responses["200"].content["application/json"].schema
    assert found is not None
    return found


def when(kind: str, **then: Any) -> Any:
    return {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": then}


KIND: dict[str, Any] = {
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"enum": ["card", "cash", "wire"]}},
}
USUAL = {
    "chain of conditions": {
        **KIND,
        "allOf": [
            when("card", required=["number"], properties={"number": {"type": "integer", "minimum": 1000}}),
            when("cash", required=["till"], properties={"till": {"type": "string"}, "number": False}),
            when("wire", required=["iban", "bic"], properties={"iban": {"pattern": "^[A-Z]{2}[0-9]{4}$"}}),
        ],
        "properties": {**KIND["properties"], "number": {}, "iban": {"type": "string"}, "bic": {"type": "string"}},
    },
    "else within else": {
        **KIND,
        "if": {"properties": {"kind": {"const": "card"}}},
        "then": {"required": ["number"]},
        "else": {
            "if": {"properties": {"kind": {"const": "cash"}}},
            "then": {"required": ["till"], "properties": {"number": False}},
            "else": {"required": ["iban"], "properties": {"till": False, "number": False}},
        },
    },
    "conditions that need what they do not name": {
        "type": "object",
        "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
        "allOf": [{"if": {"required": ["a"]}, "then": {"properties": {"b": False}}}],
        "required": ["b"],
    },
    "a member that decides": {
        "oneOf": [
            {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"const": "a"}, "size": {"type": "integer"}},
            },
            {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"const": "b"}, "size": {"type": "string"}},
            },
        ]
    },
    "one of what overlaps": {"oneOf": [{"type": ["string", "null"]}, {}]},
    "one of three": {"oneOf": [{"type": "number"}, {"type": "number", "minimum": 5}, {"type": "number", "minimum": 9}]},
    "not not": {"not": {"not": {"type": "boolean"}}},
    "not a list of values": {"type": "string", "not": {"enum": ["amber", "birch", "cedar", "delta"]}},
    "not a constant of three": {"enum": ["a", "b", "c"], "not": {"const": "a"}},
    "not with members": {"type": "object", "properties": {"a": {}}, "not": {"required": ["a"]}},
    "not a range": {"type": "integer", "not": {"minimum": 5}},
    "not a pattern": {"type": "string", "minLength": 3, "not": {"pattern": "[0-9]"}},
    "two refusals": {
        "allOf": [{"not": {"type": "string"}}, {"not": {"type": ["object", "null"]}}],
        "not": {"type": "array"},
    },
    "neither of two": {"not": {"anyOf": [{"type": "string"}, {"type": "object"}]}},
    "not all of two": {"type": "object", "not": {"allOf": [{"required": ["a"]}, {"required": ["b"]}]}},
    "a list that contains": {"type": "array", "items": {"type": "integer"}, "contains": {"minimum": 90}, "maxItems": 1},
    "a list whose first contains": {
        "type": "array",
        "prefixItems": [{"type": "boolean"}],
        "items": {"type": "number"},
        "contains": {"type": "boolean"},
        "maxItems": 2,
    },
    "a list that is no such list": {
        "if": {"type": "array", "items": {"pattern": "[0-9]", "type": "string"}},
        "then": {"type": "number"},
        "else": {"type": "array", "items": {"type": "string"}},
    },
}


@pytest.mark.parametrize("name", list(USUAL))
def test_a_value_is_found_by_each_seed(name):
    schema = schema_of(USUAL[name])
    for seed in range(6):
        for varied in (False, True):
            assert schema.is_valid(sample(schema, direction="response", seed=seed, varied=varied), direction="response")


def test_seeds_find_several_cases_of_a_chain():
    schema = schema_of(USUAL["chain of conditions"])
    found = [sample(schema, direction="response", seed=seed) for seed in range(12)]
    assert len({each["kind"] for each in found if isinstance(each, dict)}) >= 2


@pytest.mark.parametrize(
    "value",
    [
        {"not": {}},
        {"not": True},
        {"type": "string", "not": {"type": "string"}},
        {"const": 1, "not": {"enum": [1, 2]}},
        {"oneOf": [{}, {}]},
        {"not": {"anyOf": [{"type": "string"}, True]}},
    ],
)
def test_what_nothing_meets_is_told(value):
    with pytest.raises(NoSampleError):
        sample(schema_of(value), direction="response")


def test_a_schema_that_is_not_itself_ends():
    with pytest.raises(NoSampleError):
        sample(
            schema_of({"$ref": "#/components/schemas/A"}, A={"not": {"$ref": "#/components/schemas/A"}}),
            direction="response",
        )


def test_refusals_of_refusals_end():
    refused: Any = {"type": "string"}
    for size in range(6):
        one = [refused, {"type": "number"}, {"if": refused, "then": {"minLength": size}, "else": refused}]
        refused = {"not": {"oneOf": one}}
    with pytest.raises(NoSampleError):
        sample(schema_of({"allOf": [refused, {"not": refused}]}), direction="response")


REFUSED: tuple[Any, ...] = (
    {"type": "string"},
    {"type": ["integer", "null"]},
    {"const": "a"},
    {"enum": [1, True, None]},
    {"required": ["a"], "type": "object"},
    {"properties": {"a": {"type": "string"}}},
    {"minLength": 2, "type": "string"},
    {"maxItems": 1},
    {"minimum": 3},
    {"items": {"type": "string"}},
    {"contains": {"type": "string"}},
    {"oneOf": [{"type": "string"}, {"type": "number"}]},
    {"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"type": "object"}},
    {"not": {"type": "object"}},
    {"$ref": "#/components/schemas/A"},
)


@pytest.mark.parametrize("refused", REFUSED)
def test_each_way_to_refuse_leads_to_a_value_that_is_refused(refused):
    component: Json = {"type": "array"}
    tree = {"components": {"schemas": {"A": component}}}
    ways = negations(refused, tree)
    assert ways
    whole = schema_of({"not": refused}, A=component)
    met = 0
    for way in ways:
        try:
            value = sample(whole, direction="response", also=way)
        except NoSampleError:  # such as two branches of oneOf at once, which may be more than can be met
            continue
        met += whole.is_valid(value, direction="response")
    assert met


def test_texts_match_patterns_of_unicode_and_with_look_around():
    for pattern in (
        r"^\p{Lu}\p{Ll}{3,}$",
        r"^(?!amber)[a-z]{2,8}$",
        r"^(?=.*[0-9])(?=.*[a-z])[a-z0-9]{8}$",
        r"^(?<y>\d{4})$",
    ):
        schema = schema_of({"type": "string", "pattern": pattern})
        for seed in range(4):
            assert isinstance(sample(schema, direction="response", seed=seed), str)
    with pytest.raises(ImpossibleError, match="too hard"):
        text({"pattern": "^(?=a)b$"}, Random(1))


def test_texts_are_as_long_as_they_must_where_the_pattern_leaves_it():
    for pattern in ("[0-9]", "^[0-9]", "[0-9]$"):
        assert len(text({"pattern": pattern, "minLength": 9}, Random(1))) == 9
    assert text({"pattern": "[0-9]", "format": "ipv4", "minLength": 3}, Random(1)).startswith("192.0.2.")


def test_numbers_beyond_floating_ones_are_exact():
    assert number({"minimum": 2**53 + 1, "maximum": 2**53 + 1}, Random(1), whole=False) == 2**53 + 1
