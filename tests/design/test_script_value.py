"""Values are read and written as ECMAScript does."""

from __future__ import annotations

import math

import pytest

from apiyard.design.script_value import same_value_key, script_number, script_text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("200", 200), (" 200\n", 200), ("2e2", 200), ("0xC8", 200), ("0b11", 3), ("0o17", 15), ("", 0),
        (".5", 0.5), ("5.", 5), ("-1", -1), ("+1", 1),
    ],
)  # fmt: skip
def test_texts_that_are_numbers(text, number):
    assert script_number(text) == number


@pytest.mark.parametrize("text", ["2XX", "default", "1_000", "0x", "1e", ".", "-0x1", "\u0661", "9" * 1_000])
def test_texts_that_are_none(text):
    assert math.isnan(script_number(text))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"), (None, "null"), (True, "true"), (1, "1"), (1.0, "1"), (1.5, "1.5"),
        ([1, None, ["a", {}]], "1,,a,[object Object]"),
        ({"a": 1}, "[object Object]"),
    ],
)  # fmt: skip
def test_texts_of_values(value, text):
    assert script_text(value) == text


def test_equal_values_have_equal_keys():
    assert same_value_key(1) == same_value_key(1.0) != same_value_key(True)
    assert same_value_key("1") != same_value_key(1)
    assert same_value_key([]) != same_value_key([])
    assert same_value_key(None) == same_value_key(None) != same_value_key("null")
