"""No verdict is wrong: random schemas against samples, pairs of known relation, and rewrites that mean the same."""

from __future__ import annotations

import random
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.design.compare_schemas import compare_schemas
from apiyard.design.containment.contain import Schemas, contain
from tests.design.containment.random_schemas import changed, random_schema, random_values
from tests.design.containment.schemas import MAKERS, pairs

WANTED = {
    "widened": ("contained", "not-contained"),
    "narrowed": ("not-contained", "contained"),
    "equal": ("contained", "contained"),
}


def valid(schema: Any, value: Any) -> bool:
    return jsonschema_rs.Draft202012Validator(schema).is_valid(value)


@given(st.integers(0, 2**32), st.integers(1, 3))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_random_schemas_get_no_verdict_that_a_sample_refutes(seed, depth):
    chance = random.Random(seed)
    left = random_schema(chance, depth)
    right = changed(chance, left) if chance.random() < 0.7 else random_schema(chance, depth)
    answer = contain(left, right, Schemas())
    if answer.verdict == "not-contained":
        assert valid(left, answer.witness)
        assert not valid(right, answer.witness)
    elif answer.verdict == "contained":
        ours, theirs = jsonschema_rs.Draft202012Validator(left), jsonschema_rs.Draft202012Validator(right)
        for value in random_values(chance, 80):
            assert not ours.is_valid(value) or theirs.is_valid(value), (left, right, value)


@given(st.integers(0, 2**32), st.integers(1, 3))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_constants_are_contained_exactly_when_they_are_valid(seed, depth):
    chance = random.Random(seed)
    schema = random_schema(chance, depth, references=False)
    for value in chance.sample(random_values(chance, 20), 6):
        takes = valid(schema, value)
        wanted = "contained" if takes else "not-contained"
        assert contain({"const": value}, schema, Schemas()).verdict == wanted, (schema, value)
        other = "not-contained" if takes else "contained"
        assert contain(schema, {"not": {"const": value}}, Schemas()).verdict == other, (schema, value)


@given(st.integers(0, 2**32))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_rewrites_get_the_same_verdict(seed):
    chance = random.Random(seed)
    left = random_schema(chance, 2, references=False)
    right = changed(chance, left, references=False)
    first = contain(left, right, Schemas()).verdict
    types = ("null", "boolean", "number", "string", "array", "object")
    for rewritten in (
        {"not": {"not": left}},
        {"oneOf": [left, False]},
        {"if": left, "else": False},
        {"anyOf": [{"allOf": [left], "type": each} for each in types]},
    ):
        second = contain(rewritten, right, Schemas()).verdict
        assert "unknown" in {first, second} or first == second, (left, right)


@pytest.mark.parametrize("keyword", MAKERS)
def test_pairs_of_known_relation_are_decided_right(keyword):
    decided = 0
    asked = pairs(keyword, 18)
    for pair in asked:
        found = compare_schemas(pair.left, pair.right, formats=keyword == "format")
        for answer, wanted in zip((found.forward, found.backward), WANTED[pair.relation], strict=True):
            decided += answer.verdict != "unknown"
            assert answer.verdict in {wanted, "unknown"}, (pair, answer)
    assert decided >= 0.95 * 2 * len(asked)
