"""Labelled pairs of schemas, spread over all keywords: each is answered as its label says, in both directions.

The labels are of our own making. They are held against more than the engine's answers: no value of a pool, made of all
constants and bounds of the pairs, may stand against a label that says "contained".
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from apiyard.design.compare_schemas import compare_schemas
from apiyard.spec.pointer import MISSING

_FOLDER = Path(__file__).parents[1] / "corpus" / "containment"
_VALIDATORS: dict[str, Any] = {
    "draft-07": jsonschema_rs.Draft7Validator,
    "2020-12": jsonschema_rs.Draft202012Validator,
}


def cases() -> list[tuple[str, dict[str, Any]]]:
    return [
        (file.stem, case) for file in sorted(_FOLDER.glob("*.json")) for case in json.loads(file.read_text("utf-8"))
    ]


CASES = cases()


def judge(case: dict[str, Any], side: str) -> Any:
    made = _VALIDATORS[case.get("draft", "2020-12")]
    return made(
        case[side],
        validate_formats=case.get("formats", False),
        pattern_options=jsonschema_rs.FancyRegexOptions(size_limit=1 << 24),
    )


@pytest.mark.parametrize(("keyword", "case"), CASES, ids=[f"{keyword}: {case['name']}" for keyword, case in CASES])
def test_each_pair_is_answered_as_its_label_says(keyword: str, case: dict[str, Any]):
    found = compare_schemas(
        case["left"], case["right"], draft=case.get("draft", "2020-12"), formats=case.get("formats", False)
    )
    for direction, source, target in (("forward", "left", "right"), ("backward", "right", "left")):
        answer = getattr(found, direction)
        if answer.verdict == "unknown" and case.get("open"):
            assert answer.keyword or answer.reason
            continue
        assert answer.verdict == case[direction], (keyword, direction, answer)
        assert (answer.witness is MISSING) == (answer.verdict == "contained")
        assert answer.reason
        if answer.verdict == "not-contained":
            assert judge(case, source).is_valid(answer.witness)
            assert not judge(case, target).is_valid(answer.witness)


def values() -> Iterator[Any]:
    """Give values of all kinds: every constant and member of an enum of the pairs, and arrays and objects of some."""
    found: dict[str, Any] = {}
    waiting = [case[side] for _, case in CASES for side in ("left", "right")]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            for value in (*each.get("enum", ())[:9], *([each["const"]] if "const" in each else ())):
                found[json.dumps(value, sort_keys=True)] = value
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    plain = [
        None,
        True,
        0,
        1,
        2,
        2.5,
        3,
        4,
        5,
        6,
        10,
        12,
        0.1,
        0.5,
        -1,
        "",
        "a",
        "ab",
        "abc",
        "x-a",
        "foo",
        "ABC123xyz",
    ]
    few = [1, 2, "a", [], {}]
    yield from found.values()
    yield from plain
    yield from ([*each] for count in range(4) for each in itertools.product(few, repeat=count))
    for count in range(4):
        for names in itertools.combinations(["a", "b", "c", "k", "v", "ab", "xy"], count):
            yield from (dict(zip(names, each, strict=True)) for each in itertools.product([1, "a", 2.5], repeat=count))


def test_no_value_stands_against_a_label():
    pool = list(values())
    assert len(pool) > 1_000
    for keyword, case in CASES:
        left, right = judge(case, "left"), judge(case, "right")
        valid = [(left.is_valid(value), right.is_valid(value)) for value in pool]
        if case["forward"] == "contained":
            against = [value for value, (ours, theirs) in zip(pool, valid, strict=True) if ours and not theirs]
            assert not against, (keyword, case["name"], against[0])
        if case["backward"] == "contained":
            against = [value for value, (ours, theirs) in zip(pool, valid, strict=True) if theirs and not ours]
            assert not against, (keyword, case["name"], against[0])


def test_all_keywords_are_there():
    text = json.dumps([case for _, case in CASES])
    keywords = [
        *("type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        *("minLength", "maxLength", "pattern", "format", "required", "properties", "additionalProperties"),
        *("patternProperties", "propertyNames", "minProperties", "maxProperties", "dependentRequired"),
        *("dependentSchemas", "items", "prefixItems", "contains", "minContains", "maxContains", "uniqueItems"),
        *("minItems", "maxItems", "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "unevaluatedProperties"),
        *("unevaluatedItems", "$ref", "$defs", "$anchor", "$dynamicRef", "additionalItems", "dependencies"),
    ]
    assert [keyword for keyword in keywords if f'"{keyword}": ' not in text] == []
    assert len(CASES) >= 200
