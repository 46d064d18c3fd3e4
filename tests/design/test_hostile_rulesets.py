"""Rules made to hurt end in bounded work, and say so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.design import reach as reaching
from apiyard.design.jsonpath.evaluate import Scope, compile_script, holds
from apiyard.design.lint import lint
from apiyard.design.linting import run as running
from apiyard.design.linting.message import fill
from apiyard.design.read_ruleset import builtin, read_ruleset
from apiyard.spec import walk as walking
from apiyard.spec.inventory import inventory_of_bytes
from apiyard.spec.regex import PatternTooSlowError, bounded_searches, compile_pattern


def found(folder: Path, rule: dict[str, Any], document: Any) -> list[str]:
    """Judge a document by one rule; give the messages."""
    path = folder / "rules.json"
    path.write_text(json.dumps({"rules": {"r": rule}}), encoding="utf-8")
    inventory = inventory_of_bytes(json.dumps(document).encode(), "a.json")
    return [each.message for each in lint(inventory, read_ruleset(path).for_document("a.json")) if each.rule == "r"]


def test_searches_are_bounded_together() -> None:
    """Many searches that each stay within their own bound are refused once they cost too much."""
    pattern = compile_pattern("(([a-z]{0,50}){0,20}){0,9}[0-9]")
    with bounded_searches(0.0), pytest.raises(PatternTooSlowError):
        pattern.search("a" * 5_000)
    with bounded_searches(0.0):
        assert compile_pattern("^[a-z]+$").search("abc")
    assert not compile_pattern("^[a-z]{2}$").search("abc")


def test_what_a_bound_leaves_is_its_own() -> None:
    """A bound inside another one does not outlive its block."""
    with bounded_searches():
        with bounded_searches(0.0):
            pass
        assert compile_pattern(r"^(a)\1$").search("aa")


def test_a_slow_pattern_in_a_filter_is_told(tmp_path: Path) -> None:
    """A rule whose filter gives up is not silently without findings."""
    rule = {"given": "$..[?(@ && @.match && @.match(/^(a+)+\\1b/))]", "then": {"function": "falsy"}}
    assert any("could not be asked" in each for each in found(tmp_path, rule, {"x": ["a" * 3_000]}))


@pytest.mark.parametrize("text", ["{{" * 200_000, "{{" * 200_000 + "}", "#{{" * 100_000 + "\n}}"])
def test_messages_of_open_braces_are_read_once(text: str) -> None:
    """What is never closed is not looked at again from each of its starts."""
    assert len(fill(text, {})) <= 10_003


def test_a_message_has_few_places() -> None:
    """Each place may hold a long value."""
    assert fill("{{a}}" * 60, {"a": "x"}) == "x" * 50 + "{{a}}" * 10


def test_rows_of_operators_are_bounded() -> None:
    """Each operator stands a level deeper in the tree."""
    for mark in ("+", "||", "&&"):
        with pytest.raises(InvalidInputError, match="too many operators"):
            compile_script(mark.join(["@"] * 400))
        compile_script(mark.join(["@"] * 100))


def test_methods_of_filters_share_a_bound() -> None:
    """Searching a long array for each value costs the square of the document."""
    _, ask = compile_script("@root.list.includes(@property)")
    scope = Scope({"list": list(range(1_000))}, lambda each: each)
    scope.left = 100_000
    assert not holds(ask, scope)
    assert not holds(ask, scope)
    with pytest.raises(TooLargeError):
        holds(ask, scope)


def test_questions_are_bounded_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of rules about all values end with a word."""
    monkeypatch.setattr(running, "MAX_ASKED", 100)
    rule = {"given": "$..*", "then": {"function": "defined"}}
    assert any("more than 100 questions" in each for each in found(tmp_path, rule, list(range(200))))


def test_long_messages_together_are_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings of long values do not fill the memory."""
    monkeypatch.setattr(running, "MAX_LETTERS", 5_000)
    rule = {"message": "{{value}}", "given": "$[*]", "then": {"function": "falsy"}}
    lengths = sorted(len(each) for each in found(tmp_path, rule, [f"{number}{'x' * 900}" for number in range(10)]))
    assert (lengths[0], lengths[-1]) == (203, 901)


def test_long_lists_of_words_are_looked_up(tmp_path: Path) -> None:
    """Many words are no loop for each value, and are not all told."""
    words = [f"w{number}" for number in range(50_000)]
    rule = {"given": "$[*]", "then": {"function": "enumeration", "functionOptions": {"values": [*words, 1, None]}}}
    messages = found(tmp_path, rule, [*words[:20_000], 1.0, None, True, "other"])
    assert len(messages) == 2
    assert max(map(len, messages)) < 6_000


@pytest.mark.parametrize(("before", "after"), [("[", "]"), ("[...", "]")])
def test_scripts_that_double_their_constants_are_refused(before: str, after: str, tmp_path: Path) -> None:
    """Forty short lines would be a million million values."""
    second = ", " + before.removeprefix("[")
    lines = [f"const a{n} = {before}a{n - 1}{second}a{n - 1}{after};" for n in range(1, 40)]
    path = tmp_path / "rules.js"
    path.write_text("\n".join(["const a0 = [1];", *lines, "module.exports = {rules: {}, aliases: {A: a39}};"]))
    with pytest.raises(TooLargeError):
        read_ruleset(path)


def test_long_names_do_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each finding names the whole way to its place."""
    monkeypatch.setattr(running, "MAX_LETTERS", 20_000)
    rule = {"given": "$.*[*]", "then": {"function": "falsy"}}
    messages = found(tmp_path, rule, {"k" * 2_000: ["x"] * 50})
    assert len(messages) < 15
    assert any("longer than 20,000 letters" in each for each in messages)


def test_only_so_many_operations_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A set of operations for each operation is the square of their number."""
    monkeypatch.setattr(reaching, "MOST_OPERATIONS", 3)
    tree = {"openapi": "3.1.0", "paths": {f"/{number}": {"get": {}} for number in range(9)}}
    assert len(reaching.reach_of(inventory_of_bytes(json.dumps(tree).encode(), "a.json")).operations) == 3


def told_of_example(schema: dict[str, Any]) -> list[str]:
    """Judge the example of a schema."""
    tree = {"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "components": {"schemas": {"A": schema}}}
    inventory = inventory_of_bytes(json.dumps(tree).encode(), "a.json")
    active = builtin("apiyard:recommended").for_document("a.json")
    return [each.message for each in lint(inventory, active) if each.rule == "examples-valid"]


def test_examples_are_not_judged_by_patterns_without_end() -> None:
    """A heavy pattern would take minutes for them; a light one does not."""
    schema = {"type": "array", "items": {"type": "string", "pattern": "(([a-z]{0,50}){0,20}){0,9}[0-9]"}}
    (told,) = told_of_example({**schema, "example": ["a" * 200_000] * 5})
    assert "costs too much to judge" in told
    (told,) = told_of_example({**schema, "example": ["a" * 20]})
    assert "breaks its schema" in told


def test_names_that_stand_in_all_pointers_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name of megabytes is part of the pointer of everything below it."""
    monkeypatch.setattr(walking, "MAX_LETTERS", 1_000)
    tree: Any = {"components": {"schemas": {"k" * 500: {"properties": {"a": {}, "b": {}, "c": {}}}}}}
    with pytest.raises(TooLargeError, match="names in the document"):
        list(walking.walk(tree))
