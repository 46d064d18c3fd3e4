"""The checker of schemas agrees with the field's on many pairs, and with the one that judges messages."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apiyard.core.errors import InvalidInputError
from apiyard.design.schema_check.checker import compile_schema
from tests.design.schema_answer import answer, same

GOLDEN = Path(__file__).parents[1] / "golden" / "lint" / "schema_answers.jsonl"
NAMES = st.sampled_from(["a", "b", "c"])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from([0.5, 1.5, 2.0])
    | st.sampled_from(["", "a", "ab", "b"])
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6
)
TYPES = ["null", "boolean", "string", "object", "array", "number", "integer"]
SIZES = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"]


def schemas():
    plain = st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(TYPES) | st.lists(st.sampled_from(TYPES), min_size=1, max_size=3, unique=True),
            "enum": st.lists(VALUES, min_size=1, max_size=2, unique_by=repr),
            "const": VALUES,
            "minimum": st.integers(-2, 2),
            "exclusiveMaximum": st.integers(-2, 2),
            "multipleOf": st.sampled_from([1, 2, 0.5]),
            "pattern": st.sampled_from(["^a", "b$", "^$"]),
            "required": st.lists(NAMES, max_size=2, unique=True),
            "uniqueItems": st.booleans(),
            "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, max_size=2, unique=True), max_size=2),
        }
        | dict.fromkeys(SIZES, st.integers(0, 2)),
    )

    def deeper(inner):
        several = st.lists(inner, min_size=1, max_size=2)
        named = st.dictionaries(NAMES, inner, max_size=2)
        return plain | st.fixed_dictionaries(
            {},
            optional={
                **dict.fromkeys(("anyOf", "oneOf", "allOf", "prefixItems"), several),
                **dict.fromkeys(("not", "if", "then", "else", "items", "additionalProperties", "propertyNames"), inner),
                **dict.fromkeys(("properties", "dependentSchemas"), named),
                "patternProperties": st.dictionaries(st.sampled_from(["a", "^b"]), inner, max_size=2),
                "type": st.sampled_from(TYPES),
            },
        )

    return st.recursive(plain | st.booleans(), deeper, max_leaves=5).filter(lambda schema: isinstance(schema, dict))


def test_pairs_are_answered_as_the_field_does():
    wrong = []
    lines = GOLDEN.read_text("utf-8").splitlines()
    for line in lines:
        pair, theirs = json.loads(line)
        ours = answer(pair)
        if not same(ours, theirs):
            wrong.append((pair, ours, theirs))
    assert not wrong
    assert len(lines) > 300


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(schemas(), VALUES)
def test_verdicts_are_those_of_the_judge_of_messages(schema, value):
    try:
        checker = compile_schema(schema, dialect="draft2020-12")
    except InvalidInputError:
        return
    every = compile_schema(schema, dialect="draft2020-12", all_errors=True)
    theirs = jsonschema_rs.Draft202012Validator(schema).is_valid(value)
    assert every.valid(value) is theirs
    assert checker.valid(value) is theirs


def test_formats_take_what_the_field_takes():
    wrong = [
        (schema, value, theirs)
        for schema, values in json.loads((GOLDEN.parent / "formats.json").read_text("utf-8"))
        for value, theirs in values
        if compile_schema(schema).valid(value) is not theirs
    ]
    assert not wrong
