"""Hostile schemas: each question ends after a bounded number of steps, always the same."""

from __future__ import annotations

from typing import Any

import pytest

from apiyard.design.containment.contain import Answer, Options, Schemas, contain


def ask(left: Any, right: Any, **options: Any) -> Answer:
    return contain(left, right, Schemas({"urn:l": left, "urn:r": right}), options=Options(**options))


def binary(depth: int, word: str) -> dict[str, Any]:
    """Nest two branches in each of two branches, by references, so that there are 2^depth."""
    levels: dict[str, Any] = {"0": {"type": "integer"}}
    for level in range(1, depth + 1):
        below = {"$ref": f"#/$defs/{level - 1}"}
        levels[str(level)] = {
            word: [
                {"properties": {f"a{level}": below}, "required": [f"a{level}"]},
                {"properties": {f"b{level}": below}, "required": [f"b{level}"]},
            ]
        }
    return {"$ref": f"#/$defs/{depth}", "$defs": levels}


@pytest.mark.parametrize("word", ["oneOf", "anyOf"])
def test_nested_choices_end(word):
    answer = ask(binary(30, word), {**binary(30, word), "minProperties": 1})
    assert answer.verdict in {"contained", "unknown", "not-contained"}
    many = {word: [{"properties": {f"p{n}": {"const": n}}} for n in range(40)]}
    other = {word: [{"properties": {f"p{n}": {"enum": [n, -n]}}} for n in range(40)]}
    assert ask(many, other).verdict in {"contained", "unknown", "not-contained"}


def pigeons(count: int) -> dict[str, Any]:
    """Put pigeons into one hole less than there are of them, each in one of its own: there is no way."""
    names = [f"p{number}" for number in range(count)]
    apart = [
        {"not": {"properties": {one: {"const": hole}, other: {"const": hole}}}}
        for index, one in enumerate(names)
        for other in names[:index]
        for hole in range(1, count)
    ]
    holes = {"enum": list(range(1, count))}
    return {"type": "object", "required": names, "properties": dict.fromkeys(names, holes), "allOf": apart}


def test_a_product_of_choices_ends_as_unknown_budget():
    assert ask(pigeons(3), False).verdict == "contained"
    answer = ask(pigeons(9), False)
    assert (answer.verdict, answer.keyword) == ("unknown", "budget")
    assert answer.reason == "budget: the steps of this question are used up"
    assert ask({"type": "string", "maxLength": 3}, {"maxLength": 4}, budget=1).keyword == "budget"


@pytest.mark.parametrize("word", ["oneOf", "anyOf"])
def test_wide_unions_are_told_apart_by_their_constants(word):
    def union(count: int) -> dict[str, Any]:
        kinds = [{"type": "object", "properties": {"kind": {"const": n}}, "required": ["kind"]} for n in range(count)]
        return {word: kinds, "discriminator": {"propertyName": "kind"}}

    assert ask(union(120), union(121)).verdict == "contained"
    assert ask(union(121), union(120)).witness == {"kind": 120}


def test_wide_objects_are_decided_member_by_member():
    names = [f"p{n}" for n in range(200)]
    whole = {"type": "object", "properties": {name: {"type": "integer"} for name in names}, "required": names}
    wide: dict[str, Any] = {"type": "object", "properties": {name: {"type": "number"} for name in names}}
    assert ask(whole, wide).verdict == "contained"
    assert ask(wide, {**wide, "properties": {**wide["properties"], "p7": {"maximum": 3}}}).witness == {"p7": 4}


def test_what_is_unevaluated_is_decided_one_branch_after_the_other():
    names = [f"p{n}" for n in range(60)]
    branches = [{"properties": {name: True}} for name in names]
    left = {"type": "object", "anyOf": branches, "unevaluatedProperties": False}
    closed = {"properties": dict.fromkeys(names, True), "additionalProperties": False}
    assert ask(left, closed).verdict == "contained"
    assert ask({**left, "properties": {"q": True}}, closed).witness == {"q": None}


def test_a_witness_that_takes_the_validator_too_long_is_not_confirmed():
    def nested(leaf: str, depth: int) -> dict[str, Any]:
        levels: dict[str, Any] = {"0": {"type": leaf}}
        for level in range(1, depth + 1):
            below = {"type": "object", "properties": {"a": {"$ref": f"#/$defs/{level - 1}"}}}
            levels[str(level)] = {"oneOf": [{**below, "required": ["a"]}, {**below, "required": ["b"]}]}
        return {"$ref": f"#/$defs/{depth}", "$defs": levels}

    assert ask(nested("string", 4), nested("integer", 4)).verdict == "not-contained"
    assert ask(nested("integer", 30), nested("number", 30)).verdict == "contained"
    answer = ask(nested("string", 30), nested("integer", 30))
    assert (answer.verdict, answer.keyword) == ("unknown", "budget")


def test_the_same_question_takes_the_same_steps():
    left, right = binary(8, "oneOf"), {**binary(8, "anyOf"), "maxProperties": 3}
    answers = {(each.verdict, repr(each.witness), each.reason) for each in (ask(left, right) for _ in range(3))}
    assert len(answers) == 1


def test_huge_enums_end():
    left = {"enum": list(range(50_000))}
    assert ask(left, {"enum": list(range(50_000, -1, -1))}).verdict == "contained"
    assert ask(left, {"enum": list(range(49_999))}).witness == 49_999
    assert ask(left, {"type": "integer", "minimum": 0}).keyword in {"", "budget"}


def test_recursion_without_end_ends():
    deep: dict[str, Any] = {"type": "object", "properties": {"a": {"$ref": "#"}, "b": {"$ref": "#"}}}
    assert ask(deep, {**deep, "description": "same"}).verdict == "contained"
    assert ask({**deep, "required": ["a"]}, False).verdict == "contained"
    assert ask({**deep, "anyOf": [{"required": ["a"]}, {"minProperties": 1}]}, deep).verdict == "contained"


def test_schemas_that_nest_deep_end():
    left: Any = {"type": "string"}
    right: Any = {"type": "integer"}
    for _ in range(3_000):
        left, right = {"properties": {"a": left}}, {"properties": {"a": right}}
    assert ask(left, right).verdict == "unknown"
    for word in ("not", "allOf", "items"):
        schema: Any = {"type": "string"}
        for _ in range(3_000):
            schema = {word: [schema] if word == "allOf" else schema}
        assert ask(schema, {"maxItems": 2, "maxLength": 2}).verdict in {"unknown", "contained", "not-contained"}


def test_patterns_that_explode_end():
    for source in ("^(a+)+$", "^(a|a)*b$", "^(.*a.{60})$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$"):
        answer = ask({"type": "string", "pattern": source}, {"type": "string", "pattern": "^b{3,}$"})
        assert answer.verdict in {"not-contained", "unknown"}


def test_large_numbers_of_items_and_characters_end():
    assert ask({"type": "string"}, {"maxLength": 5_000}).witness == "a" * 5_001
    assert ask({"type": "array", "minItems": 10**9}, {"type": "array"}).verdict == "contained"
    assert ask({"type": "array"}, {"maxItems": 10**9}).verdict == "unknown"
    assert ask({"type": "string"}, {"maxLength": 10**9}).verdict == "unknown"
    assert ask({"type": "object"}, {"maxProperties": 10**9}).verdict == "unknown"
    assert ask({"type": "array", "uniqueItems": True, "minItems": 10**6}, {"type": "array"}).verdict == "contained"


def test_texts_that_no_validator_takes_are_unknown_or_passed_by():
    assert ask({"const": "\ud800"}, {"maxLength": 0}).verdict in {"unknown", "not-contained"}
    assert ask({"properties": {"\ud800": {"type": "string"}}}, {"type": "string"}).verdict != "contained"
