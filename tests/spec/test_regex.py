"""Patterns mean what they mean in ECMAScript, and end."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.spec.regex import PatternTooSlowError, compile_pattern

GOLDEN = Path(__file__).parents[1] / "golden" / "lint"


def answer(source, flags, texts):
    try:
        pattern = compile_pattern(source, flags)
    except InvalidInputError:
        return "refused"
    return "".join("1" if pattern.search(text) else "0" for text in texts)


def test_answers_are_those_of_the_language():
    table = json.loads((GOLDEN / "regex_table.json").read_text("utf-8"))
    answers = json.loads((GOLDEN / "regex_answers.json").read_text("utf-8"))
    different = [
        (source, flags)
        for (source, flags), theirs in zip(table["patterns"], answers, strict=True)
        if answer(source, flags, table["texts"]) != theirs
    ]
    assert not different
    assert len(answers) > 1_000


@pytest.mark.parametrize(
    ("source", "column"), [("a(b", 2), ("ab**", 4), ("x[z-a]", 6), ("(?<a>b)(?<a>c)", 8), ("a\\", 3), ("(", 1)]
)
def test_an_error_names_the_column(source, column):
    with pytest.raises(InvalidInputError) as raised:
        compile_pattern(source)
    assert raised.value.where == f"column {column}"
    assert raised.value.piece == source


def test_wrong_flags_are_refused():
    with pytest.raises(InvalidInputError, match="flags"):
        compile_pattern("a", "ig?")


@pytest.mark.parametrize(
    ("source", "found"),
    [("(a+)+$", False), ("^(a|a)*$", False), ("(.*a){20}", True), ("^(a?){50}a{50}$", False), ("(a+a+)+y", False)],
)
def test_repetitions_in_repetitions_stay_linear(source, found):
    assert compile_pattern(source).search("a" * 5_000 + "!") is found


@pytest.mark.parametrize("source", [r"^(a+)+\1$", r"(?=(a+)+\1b)a", r"^(?:(?=a)a+)+$", r"^(?:(?!b)a+)+c"])
def test_what_is_not_linear_gives_up(source):
    pattern = compile_pattern(source)
    with pytest.raises(PatternTooSlowError) as raised:
        pattern.search("a" * 60 + "!")
    assert raised.value.piece == source


@pytest.mark.parametrize("source", ["a" * 20_000, "(" * 200 + ")" * 200, "a{1000000}", "a{99999999999999999999}"])
def test_size_is_bounded(source):
    with pytest.raises(TooLargeError):
        compile_pattern(source)


def test_large_repeats_that_the_engine_refuses_are_walked():
    assert not compile_pattern("(?:[a-z]{90}){90}x").search("a" * 50)
    assert compile_pattern("^\\w{3000}$").search("a" * 3_000)


def test_very_long_texts_are_refused():
    with pytest.raises(PatternTooSlowError):
        compile_pattern("(?=x)y").search("a" * 200_000)
    with pytest.raises(PatternTooSlowError):
        compile_pattern("b").search("a" * 3_000_000)


@pytest.mark.parametrize(
    ("source", "size"), [("(?=.*c)a", 20_000), ("(?:[ab]{0,60}a){60}c", 200_000), ("(?:(?=.*c)|.)*x", 90_000)]
)
def test_what_would_take_seconds_is_not_searched(source, size):
    with pytest.raises(PatternTooSlowError):
        compile_pattern(source).search("ab" * (size // 2))


def test_look_around_at_the_start_takes_long_texts():
    assert compile_pattern("^(?!.*x)(?=.*b)[ab]+$").search("ab" * 40_000)


@pytest.mark.parametrize(
    ("source", "flags", "literal"),
    [
        (r"eval\(", "", "eval("),
        ("<script", "i", ""),
        ("^a+bcd|x", "", ""),
        ("^a+bcde?f", "", "bcd"),
        (r"ab\d(?:cdef)", "", ""),
        ("[e]xample", "u", "example"),
        ("café au lait", "", " au lait"),
    ],
)
def test_a_text_that_each_match_holds_is_known(source, flags, literal):
    pattern = compile_pattern(source, flags)
    assert pattern.literal == literal
    for text in ("eval(", "aabcdf", "aabcdef", "an example", "un café au lait", "x", "<SCRIPT", "ab1cdef"):
        assert pattern.search(text) == replace(pattern, literal="").search(text)
