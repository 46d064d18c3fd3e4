"""Samples conform, repeat by seed, and end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from apiyard.core.errors import ApiyardError
from apiyard.spec.load import load_contract
from apiyard.spec.sample import NoSampleError, sample
from apiyard.spec.schema import schema_of

CORPUS = Path(__file__).parent.parent / "corpus"

POSSIBLE: dict[str, Any] = {
    "anything": {},
    "true": True,
    "const": {"const": [1]},
    "enum": {"type": "string", "enum": ["a", "b"]},
    "example that is wrong": {"type": "integer", "examples": ["x"]},
    "default that is wrong inside": {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "integer", "default": "x"}},
    },
    "bounds": {"type": "integer", "minimum": 5, "maximum": 5},
    "exclusive": {"type": "integer", "exclusiveMinimum": 5, "exclusiveMaximum": 7},
    "fraction": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
    "multiple": {"type": "integer", "multipleOf": 7, "minimum": 50},
    "multiple of a tenth": {"type": "number", "multipleOf": 0.1, "minimum": 0.25, "maximum": 0.35},
    "negative": {"type": "number", "maximum": -3},
    "long text": {"type": "string", "minLength": 300, "maxLength": 301},
    "short text": {"type": "string", "maxLength": 2},
    "pattern": {"type": "string", "pattern": "^[A-Z]{3}-\\d{4}(?:-[a-f0-9]+)?$"},
    "pattern with a length": {"type": "string", "pattern": "^[a-z]+$", "minLength": 20},
    "alternatives": {"type": "string", "pattern": "^(red|green|blue)$"},
    "uuid": {"type": "string", "format": "uuid"},
    "allOf": {
        "allOf": [
            {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}},
            {"required": ["b"], "properties": {"b": {"type": "string"}, "a": {"minimum": 10}}},
        ]
    },
    "oneOf with one way out": {"type": "object", "oneOf": [{"required": ["x"], "properties": {"x": False}}, {}]},
    "anyOf with null": {"anyOf": [{"type": "null"}, {"type": "integer"}]},
    "closed object": {
        "type": "object",
        "properties": {"a": {"type": "string"}},
        "additionalProperties": False,
        "minProperties": 1,
    },
    "map": {"type": "object", "additionalProperties": {"type": "integer"}, "minProperties": 3},
    "unique": {"type": "array", "items": {"enum": [1, 2, 3]}, "minItems": 3, "uniqueItems": True},
    "tuple": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": False, "minItems": 2},
    "contains": {"type": "array", "contains": {"const": 5}},
    "recursive": {
        "type": "object",
        "required": ["next"],
        "properties": {"next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}},
    },
    "recursive array": {"type": "array", "items": {"$ref": "#"}},
    "dependent": {
        "type": "object",
        "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
        "required": ["a"],
        "dependentRequired": {"a": ["b"]},
    },
}


@pytest.mark.parametrize("name", POSSIBLE)
def test_a_sample_conforms(name):
    schema = schema_of(POSSIBLE[name])
    for seed in range(5):
        value = sample(schema, direction="response", seed=seed)
        assert schema.validate(value, direction="response") == []
        assert sample(schema, direction="response", seed=seed) == value


@pytest.mark.parametrize(
    "value",
    [
        False,
        {"type": "integer", "minimum": 5, "maximum": 4},
        {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#"}}},
        {"allOf": [{"type": "string"}, {"type": "integer"}]},
        {"allOf": [{"$ref": "#"}]},
        {"type": "string", "pattern": "(?=x)y"},
        {"type": "array", "minItems": 3, "uniqueItems": True, "items": {"enum": [1, 2]}},
        {"type": "object", "minProperties": 1000000},
    ],
)
def test_what_cannot_be_is_an_error(value):
    with pytest.raises(NoSampleError):
        sample(schema_of(value), direction="response")


def test_branches_that_multiply_end():
    branch = {"type": "object", "required": ["a", "b"]}
    schema: dict[str, Any] = {"$ref": "#/$defs/l0", "$defs": {}}
    for level in range(24):
        inner = {"$ref": f"#/$defs/l{level + 1}"}
        schema["$defs"][f"l{level}"] = {**branch, "properties": {"a": {"anyOf": [inner, inner]}, "b": inner}}
    schema["$defs"]["l24"] = False
    with pytest.raises(NoSampleError):
        sample(schema_of(schema), direction="response")


def test_a_hard_schema_is_met_by_its_example():
    schema = schema_of({"type": "string", "pattern": "^(?=.*\\d)[a-z0-9]+$", "examples": ["a1"]})
    assert sample(schema, direction="response") == "a1"


def test_sides_differ():
    contract = load_contract(CORPUS / "petstore.yaml")
    body = contract.operation("createPet").request_body
    assert body is not None
    schema = body.content["application/json"].schema
    assert schema is not None
    request: Any = sample(schema, direction="request")
    response: Any = sample(schema, direction="response")
    assert "id" not in request
    assert "secret" in request
    assert "id" in response
    assert "secret" not in response


def test_every_schema_of_real_documents_has_a_sample_or_a_reason(need):
    folder = need("specs")
    contract = load_contract(folder / "asana.yaml")
    missing = 0
    for operation in contract.operations:
        for response in operation.responses.values():
            for media in response.content.values():
                assert media.schema is not None
                try:
                    assert media.schema.is_valid(sample(media.schema, direction="response"))
                except ApiyardError:
                    missing += 1
    assert missing == 0


@pytest.mark.parametrize("shown", [{"example": "Ada"}, {"example": "Eve", "examples": ["Ada"]}])
def test_the_single_example_of_a_schema_is_shown_in_openapi_3_1_too(shown: dict[str, Any]):
    schema = schema_of({"type": "object", "properties": {"name": {"type": "string", **shown}}})
    assert sample(schema, direction="response") == {"name": "Ada"}
