"""Pairs of schemas by keyword, each with the verdict that it must have in both directions."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest

from apiyard.design.containment.contain import Answer, Options, Schemas, contain
from apiyard.spec.pointer import MISSING

OBJECT: dict[str, Any] = {"type": "object"}
STRING: dict[str, Any] = {"type": "string"}
TREE: dict[str, Any] = {
    "type": "object",
    "properties": {"children": {"type": "array", "items": {"$ref": "#"}}, "value": {"type": "integer"}},
}

# keyword, a schema, one that takes strictly more
NARROWER = [
    ("type", {"type": "integer"}, {"type": "number"}),
    ("type", STRING, {"type": ["string", "null"]}),
    ("enum", {"enum": ["a", 1]}, {"enum": [1.0, "b", "a"]}),
    ("enum", {"enum": [1]}, {"enum": [True, 1]}),
    ("const", {"const": {"a": [1, 2.0]}}, {"enum": [{"a": [1.0, 2]}, 3]}),
    ("bounds", {"type": "integer", "maximum": 10}, {"type": "integer", "exclusiveMaximum": 12}),
    ("bounds", {"type": "number", "maximum": 10}, {"type": "number", "maximum": 10.5}),
    ("multipleOf", {"type": "number", "multipleOf": 0.3}, {"type": "number", "multipleOf": 0.1}),
    ("multipleOf", {"multipleOf": 1, "type": "number", "maximum": 3}, {"type": "integer"}),
    ("lengths", {"type": "string", "maxLength": 3}, {"type": "string", "maxLength": 4}),
    ("pattern", {"type": "string", "pattern": "^[a-c]+$"}, {"type": "string", "minLength": 1}),
    ("required", {"required": ["a", "b"]}, {"required": ["b"]}),
    ("properties", {"properties": {"a": STRING}}, {"properties": {"a": {}}}),
    ("properties", {"properties": {"a": False}}, {"properties": {"a": STRING}}),
    ("additional", {**OBJECT, "additionalProperties": STRING}, {**OBJECT, "properties": {"a": STRING}}),
    ("patterns", {"patternProperties": {"^a": STRING}}, {"properties": {"a": STRING, "ab": STRING}}),
    ("propertyNames", {"propertyNames": {"maxLength": 2}}, {"propertyNames": {"pattern": "^[\\s\\S]{0,3}$"}}),
    ("sizes", {**OBJECT, "propertyNames": {"enum": ["a", "b"]}}, {**OBJECT, "maxProperties": 2}),
    ("sizes", {"required": ["a"], **OBJECT}, {"minProperties": 1, **OBJECT}),
    ("dependentRequired", {"required": ["a", "b"]}, {"dependentRequired": {"a": ["b"]}}),
    ("dependentSchemas", {"properties": {"a": False}}, {"dependentSchemas": {"a": {"required": ["b"]}}}),
    ("items", {"type": "array", "items": STRING}, {"type": "array", "prefixItems": [STRING]}),
    ("prefixItems", {"prefixItems": [STRING, False]}, {"prefixItems": [STRING]}),
    ("contains", {"type": "array", "prefixItems": [STRING], "minItems": 1}, {"type": "array", "contains": STRING}),
    ("contains", {"contains": STRING, "minContains": 3}, {"contains": STRING, "minContains": 2}),
    ("contains", {"contains": STRING, "maxContains": 1}, {"contains": STRING}),
    ("uniqueItems", {"uniqueItems": True, "items": {"enum": [1, 2]}}, {"maxItems": 2}),
    ("uniqueItems", {"maxItems": 1}, {"uniqueItems": True}),
    ("unevaluatedProperties", {"anyOf": [{"properties": {"a": True}}], "unevaluatedProperties": False}, True),
    (
        "unevaluatedProperties",
        {"allOf": [{"properties": {"a": True}}], "unevaluatedProperties": False},
        {"properties": {"a": True, "b": True}, "additionalProperties": False},
    ),
    ("unevaluatedItems", {"prefixItems": [True], "unevaluatedItems": False}, {"maxItems": 2}),
    ("allOf", {"allOf": [STRING, {"maxLength": 3}]}, {"allOf": [{"maxLength": 4}]}),
    ("anyOf", {"anyOf": [STRING, {"type": "integer"}]}, {"type": ["string", "number"]}),
    ("oneOf", {"oneOf": [{"minimum": 5}, {"maximum": 3}]}, {"anyOf": [{"minimum": 5}, {"maximum": 3}, STRING]}),
    ("not", {"not": {"type": ["string", "null"]}}, {"not": {"type": "null"}}),
    ("if", {"if": STRING, "then": False}, {"if": STRING, "then": {"maxLength": 0}}),
    ("if", {"if": STRING, "then": {"minLength": 1}, "else": {"type": "null"}}, {"type": ["string", "null"]}),
    ("ignored", {"type": "string", "x-a": 1, "contentEncoding": "base64"}, {"x-b": 1, "default": 1}),
    ("recursion", {**TREE, "required": ["value"]}, TREE),
    ("empty", {**TREE, "required": ["children"], "properties": {"children": {"$ref": "#"}}}, STRING),
]

EQUAL = [
    ({"type": ["integer", "number"]}, {"type": "number"}),
    ({"const": 1}, {"enum": [1.0]}),
    ({"oneOf": [STRING, {"type": "integer"}]}, {"type": ["string", "integer"]}),
    ({"not": {"anyOf": [STRING, {"type": "null"}]}}, {"allOf": [{"not": STRING}, {"not": {"type": "null"}}]}),
    ({"type": "boolean"}, {"enum": [False, True]}),
    ({"type": "integer", "minimum": 0.5, "maximum": 2.5}, {"enum": [1, 2]}),
    ({"type": "array", "items": False}, {"const": []}),
    ({"type": "object", "additionalProperties": False}, {"const": {}}),
    ({"minContains": 3, "maxContains": 2}, True),
    ({"contains": STRING, "minContains": 0}, {}),
    ({"contains": {}, "minContains": 2}, {"minItems": 2}),
    ({"then": False, "else": False}, True),
    ({"pattern": "^a{2,3}$"}, {"pattern": "^(aa|aaa)$"}),
    ({"minLength": 1}, {"pattern": r"^[\s\S]"}),
    ({"enum": ["a", "b"]}, {"pattern": "^[ab]$", "type": "string"}),
    ({"required": ["a"], "properties": {"a": False}}, {"not": {"type": "object"}}),
    ({"allOf": [{"minimum": 1}, {"maximum": 1}], "type": "number"}, {"const": 1.0}),
    (
        {"contains": STRING, "unevaluatedItems": False, "type": "array"},
        {"items": STRING, "minItems": 1, "type": "array"},
    ),
    (TREE, {"$ref": "#/$defs/tree", "$defs": {"tree": {**TREE, "description": "a tree"}}}),
    (
        {"oneOf": [{"required": ["a"]}, {"required": ["b"]}], "type": "object"},
        {
            "anyOf": [{"required": ["a"], "not": {"required": ["b"]}}, {"required": ["b"], "not": {"required": ["a"]}}],
            "type": "object",
        },
    ),
]  # fmt: skip


def ask(left: Any, right: Any, **options: Any) -> Answer:
    answer = contain(left, right, Schemas(), options=Options(**options))
    if answer.verdict == "not-contained":
        assert jsonschema_rs.Draft202012Validator(left).is_valid(answer.witness)
        assert not jsonschema_rs.Draft202012Validator(right).is_valid(answer.witness)
        assert answer.keyword
    else:
        assert answer.witness is MISSING
    assert answer.reason
    return answer


@pytest.mark.parametrize(("keyword", "narrow", "wide"), NARROWER)
def test_the_narrower_schema_is_contained_and_the_wider_one_is_not(keyword, narrow, wide):
    assert ask(narrow, wide).verdict == "contained", keyword
    assert ask(wide, narrow).verdict == "not-contained", keyword


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_schemas_that_mean_the_same_are_contained_in_each_other(left, right):
    assert ask(left, right).verdict == "contained"
    assert ask(right, left).verdict == "contained"


@pytest.mark.parametrize(
    ("left", "right", "witness"),
    [
        ({"type": "integer"}, {"type": "integer", "maximum": 10}, 11),
        ({"type": "integer"}, {"type": "integer", "minimum": 10}, 0),
        ({"type": "integer"}, {"exclusiveMaximum": 10}, 10),
        (STRING, {"maxLength": 3}, "aaaa"),
        (STRING, {"minLength": 2}, ""),
        ({"enum": ["a", "b", "c"]}, {"enum": ["c", "a"]}, "b"),
        ({"type": "number"}, {"type": "integer"}, 0.5),
        (
            {**OBJECT, "required": ["a", "b"], "properties": {"a": STRING, "b": STRING}},
            {"maxProperties": 1},
            {"a": "", "b": ""},
        ),
        ({**OBJECT, "properties": {"a": {}, "b": STRING}}, {"properties": {"b": {"const": "x"}}}, {"b": ""}),
        ({"type": "array", "items": {"type": "integer"}}, {"uniqueItems": True}, [0, 0]),
        ({"type": "array", "items": {"type": "integer"}}, {"maxItems": 2}, [0, 0, 0]),
        ({**OBJECT, "properties": {"colour": {"type": "integer"}}}, {"additionalProperties": False}, {"colour": 0}),
        (TREE, {**OBJECT, "properties": {"children": {"maxItems": 0}}}, {"children": [{}]}),
    ],
)  # fmt: skip
def test_a_witness_is_minimal_and_readable(left, right, witness):
    assert ask(left, right).witness == witness


def test_the_reason_names_rules_violations_and_keywords():
    assert ask({"type": "integer", "maximum": 3}, {"type": "integer", "maximum": 4}).reason == "bounds"
    assert ask({"enum": [1]}, {"enum": [2, 1]}).reason == "enum"
    assert ask(TREE, {"description": "same", **TREE}).reason == "same-schema"
    assert ask({**OBJECT, "properties": {"a": {"$ref": "#"}}, "required": ["a"]}, False).reason == "recursion"
    assert ask({"type": "integer"}, {"maximum": 3}).keyword == "maximum"
    assert ask(OBJECT, {"required": ["a"]}).reason == '"a" is a required property'


@pytest.mark.parametrize(
    ("left", "right", "keyword"),
    [
        (STRING, {"$ref": "#/nowhere"}, "$ref"),
        ({"$ref": "https://example.com/other"}, False, "$ref"),
        ({"allOf": [{"$ref": "#"}]}, False, "$ref"),
        ({"anyOf": [STRING, {"not": {"$ref": "#"}}]}, STRING, "$ref"),
        (STRING, {"maxLength": "3"}, "maxLength"),
        (STRING, {"items": [STRING]}, "items"),
        (STRING, {"type": "text"}, "type"),
        ({"pattern": r"^(a+)\1$", "type": "string"}, {"pattern": "^a*$"}, "pattern"),
        (STRING, {"$schema": "http://json-schema.org/draft-04/schema#", "maxLength": 3}, "$schema"),
        (
            {
                "$ref": "#/$defs/a",
                "$defs": {
                    "a": {"$dynamicRef": "#node"},
                    "b": {"$id": "b", "$dynamicAnchor": "node"},
                    "c": {"$dynamicAnchor": "node"},
                },
            },
            STRING,
            "$dynamicRef",
        ),
    ],
)  # fmt: skip
def test_what_has_no_sure_meaning_is_unknown_and_named(left, right, keyword):
    answer = ask(left, right)
    assert (answer.verdict, answer.keyword) == ("unknown", keyword)


def test_a_dynamic_reference_that_can_only_mean_one_schema_is_followed():
    tree = {"$dynamicAnchor": "node", **OBJECT, "properties": {"next": {"$dynamicRef": "#node"}, "v": STRING}}
    static = {**OBJECT, "properties": {"next": {"$ref": "#"}, "v": STRING}}
    assert ask(tree, static).verdict == "contained"
    assert ask(static, {**tree, "required": ["v"]}).verdict == "not-contained"


def test_anchors_and_identifiers_inside_are_followed():
    schema = {
        "$id": "https://example.com/root",
        "properties": {"a": {"$ref": "inner#/$defs/text"}, "b": {"$ref": "#short"}},
        "$defs": {
            "inner": {"$id": "inner", "$defs": {"text": STRING}},
            "short": {"$anchor": "short", "maxLength": 3, **STRING},
        },
    }
    plain = {"properties": {"a": STRING, "b": {"maxLength": 3, **STRING}}}
    assert ask(schema, plain).verdict == ask(plain, schema).verdict == "contained"


def test_trees_are_reached_by_address_and_share_what_is_read():
    lines = {"items": {"$ref": "#/components/schemas/Line"}}
    order = {**OBJECT, "properties": {"lines": lines}}
    old: Any = {"components": {"schemas": {"Order": order, "Line": {"maximum": 3}}}}
    new = json.loads(json.dumps(old))
    new["components"]["schemas"]["Line"]["maximum"] = 2
    schemas = Schemas({"urn:old": old, "urn:new": new})
    left, right = {"$ref": "urn:old#/components/schemas/Order"}, {"$ref": "urn:new#/components/schemas/Order"}
    assert contain(left, left, schemas).reason == "same-schema"
    assert contain(right, left, schemas).verdict == "contained"
    assert contain(left, right, schemas).witness == {"lines": [3]}
    hybrid = {**OBJECT, "properties": {"lines": {"$ref": "urn:old#/components/schemas/Order/properties/lines"}}}
    assert contain(left, hybrid, schemas).verdict == "contained"


def test_formats_are_annotations_unless_asked_for():
    dated = {**STRING, "format": "date"}
    assert ask(STRING, dated).verdict == "contained"
    assert contain(STRING, dated, Schemas(), options=Options(formats=True)).verdict == "not-contained"
    assert contain(dated, {"pattern": r"^\d{4}-"}, Schemas(), options=Options(formats=True)).verdict == "contained"


def test_a_witness_can_stay_as_it_was_found():
    left = {**OBJECT, "properties": {"a": {"type": "integer"}}, "required": ["a"]}
    answer = ask(left, {"properties": {"a": {"maximum": -5}}}, minimal=False)
    assert answer.verdict == "not-contained"


def test_bounds_that_only_long_values_tell_apart_are_named():
    text = ask({**STRING, "maxLength": 1_000_000}, {**STRING, "maxLength": 999_999})
    assert (text.verdict, text.keyword) == ("unknown", "maxLength")
    assert "too long" in text.reason
    items = ask({"type": "array", "maxItems": 100_000}, {"type": "array", "maxItems": 99_999})
    assert (items.verdict, items.keyword) == ("unknown", "maxItems")
    assert ask({**STRING, "minLength": 1_000_000}, {"maxLength": 5}).keyword == "minLength"


def test_patterns_of_too_many_states_are_a_matter_of_budget():
    found = ask({**STRING, "pattern": "^(a|b)*a(a|b){30}$"}, {"pattern": "^(a|b)*a(a|b){31}$"})
    assert (found.verdict, found.keyword) == ("unknown", "budget")


def test_no_text_has_a_format_and_has_it_not():
    left = {**STRING, "format": "idn-email", "minLength": 1}
    found = contain(left, {"format": "idn-email"}, Schemas(), options=Options(formats=True))
    assert (found.verdict, found.reason) == ("contained", "format")
