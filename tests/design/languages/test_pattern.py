"""The language of a pattern holds the texts in which the pattern is found, and no others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest

from apiyard.core.errors import ApiyardError
from apiyard.design.languages.language import Language
from apiyard.design.languages.pattern import language
from apiyard.design.languages.refused import NotRegularError, TooManyStatesError
from apiyard.spec.regex import Pattern, compile_pattern

_TABLE = json.loads((Path(__file__).parents[2] / "golden" / "lint" / "regex_table.json").read_text("utf-8"))
# The validator's engine takes the point for all characters but one, and edges of words where letters of any script
# stand; ECMAScript knows four ends of lines and letters of ASCII.
_OTHERWISE = frozenset("\r\u2028\u2029")


def searched(source: str) -> Pattern:
    if source.startswith("(?i)"):
        return compile_pattern(source.removeprefix("(?i)"), "iu")
    try:
        return compile_pattern(source, "u")
    except ApiyardError:
        return compile_pattern(source, "")


def told() -> dict[str, Language]:
    found = {}
    for source, flags in _TABLE["patterns"]:
        if flags in {"", "u"}:
            try:
                found[source] = language(source)
            except NotRegularError:
                continue
    return found


def plain(text: str, pattern: Pattern) -> bool:
    """Say whether both take the same for a character."""
    return not any("\ud800" <= letter <= "\udfff" or (letter > "\uffff" and not pattern.unicode) for letter in text)


def test_answers_are_those_of_a_search():
    languages = told()
    assert len(languages) > 250
    for source, found in languages.items():
        pattern = searched(source)
        texts = [text for text in _TABLE["texts"] if plain(text, pattern)]
        different = [text for text in texts if found.contains(text) != pattern.search(text)]
        assert not different, (source, different)


def test_members_are_found_and_others_are_not():
    for source, found in told().items():
        pattern = searched(source)
        for each, holds in ((found, True), (~found, False)):
            members = [text for text in each.some(8) if plain(text, pattern)]
            assert len(set(members)) == len(members)
            wrong = [text for text in members if pattern.search(text) != holds]
            assert not wrong, (source, wrong, holds)


def test_the_validator_agrees_about_members():
    options = jsonschema_rs.FancyRegexOptions()
    judged = 0
    for source, found in told().items():
        try:
            validator = jsonschema_rs.validator_for({"pattern": source}, pattern_options=options)
        except jsonschema_rs.ValidationError:
            continue
        judged += 1
        for each, holds in ((found, True), (~found, False)):
            members = [text for text in each.some(8) if _OTHERWISE.isdisjoint(text)]
            wrong = [text for text in members if validator.is_valid(text) != holds]
            assert not wrong, (source, wrong, holds)
    assert judged > 200


@pytest.mark.parametrize(
    ("left", "right", "contained"),
    [
        ("^a+$", "^a*$", True),
        ("^a*$", "^a+$", False),
        ("^[0-9]{3}$", r"^\d+$", True),
        (r"^\w+$", "^[A-Za-z0-9_]*$", True),
        ("^[a-z]{1,5000}$", "^[a-z]{1,5001}$", True),
        ("^[a-z]{1,5001}$", "^[a-z]{1,5000}$", False),
        ("^(?=.*[A-Z])(?=.*[0-9])[A-Za-z0-9]{8,64}$", "[A-Z]", True),
        ("^(?!foo)[a-z]+$", "^[a-z]{2,}$", False),
        ("^(?!foo)[a-z]{4}$", "^([a-eg-z]...|f[a-np-z]..|fo[a-np-z].)$", True),
        ("^((?!foo).)*$", "foo", False),
        (r"\bfoo\b", "foo", True),
        ("foo", r"\bfoo\b", False),
        (r"^foo\b", "^foo([^A-Za-z0-9_]|$)", True),
        ("(?<!a)b$", "b$", True),
        ("b$", "(?<!a)b$", False),
        ("^(?:a|b)*$", "^[ab]*$", True),
        ("(?i)^get$", "^[GETget]{3}$", True),
        ("^https?://", "^http", True),
        (r"^\p{Lu}", r"^\p{L}", True),
        (r"^\p{L}", r"^\p{Lu}", False),
        ("^(a?){3}$", "^a{0,3}$", True),
        ("^a{0,3}$", "^(a?){3}$", True),
        ("^(?:(?=a)[a-c]b?)+$", "^a", True),
        ("^.*(?=foo$)", "foo$", True),
        ("^(?:a(?<!ba)|b)+$", "^a*b*$", True),
        ("^(?:a(?<!ba)|b)+$", "^a*b+$", False),
        (r"^(?:\w(?<=[a-f])){2,5}$", "^[a-f]{2,5}$", True),
    ],
)
def test_containment_is_that_of_languages(left: str, right: str, contained: bool):
    missing = language(left) - language(right)
    assert missing.is_empty() is contained
    text = missing.shortest()
    assert (text is None) is contained
    if text is not None:
        assert searched(left).search(text)
        assert not searched(right).search(text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("^[a-zA-Z0-9]{8,}$", "aaaaaaaa"),
        ("^[0-9]+$", "0"),
        ("^[!-~]$", "a"),
        ("^(?!a)[a-z]$", "b"),
        (r"^[^\w]$", "-"),
        (r"^[^\x00-\x7f]$", "À"),
        ("foo", "foo"),
    ],
)
def test_the_shortest_member_is_readable(source: str, text: str):
    assert language(source).shortest() == text


@pytest.mark.parametrize(
    "source", [r"^(a)\1$", r"(?<x>a)\k<x>", "(", "a**", r"\Afoo\z", r"\pL", "(?<=(?=a)b)c", r"(?i)\p{Lu}"]
)
def test_what_is_no_regular_language_is_told_so(source: str):
    with pytest.raises(NotRegularError):
        language(source)


@pytest.mark.parametrize(
    "source",
    [
        "(a?){5000}b",
        "^.*a.{30}$",
        "(?=.*a.{9}$)(?=.*b.{9}$)x",
        "^(([a-z]{1,30}){1,30}){1,30}$",
        "a?" * 200,
        "a" * 20_000,
    ],
)
def test_states_are_bounded(source: str):
    with pytest.raises(TooManyStatesError):
        language(source)


@pytest.mark.parametrize("source", ["^[a-z]{1,50000}$", "^https?://.{1,20000}$", "[a-z]{1,5000}$", "^.{3,9999}"])
def test_large_counts_cost_no_states(source: str):
    found = language(source)
    assert max(len(piece.automaton.table) for piece in found.pieces) < 20
    text = found.shortest()
    assert text is not None
    assert re.search(source, text)


def test_a_large_count_means_what_it_says():
    found = language("^[a-z][a-z0-9]{0,4999}$")
    assert found.contains("a" * 5_000)
    assert not found.contains("a" * 5_001)
    assert not found.contains("0" + "a" * 5)
    assert not (found - language("^[a-z0-9]{1,5000}$")).some(1)
