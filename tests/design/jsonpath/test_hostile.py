"""Expressions and documents made to hurt are refused or answered in bounded work."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from apiyard.core.errors import ApiyardError, TooLargeError
from apiyard.design.jsonpath import program as programs
from apiyard.design.jsonpath.evaluate import Scope, compile_script, holds
from apiyard.design.jsonpath.parse import parse_path
from apiyard.design.jsonpath.path import Entry
from apiyard.design.jsonpath.program import Program
from apiyard.design.jsonpath.walk import Walk
from apiyard.spec.inventory import inventory_of_bytes


@pytest.mark.parametrize(
    "text",
    [
        "$" + ".a" * 3_000,
        "$[?(" + "(" * 500 + "@" + ")" * 500 + ")]",
        "$[?(" + "!" * 500 + "@)]",
        "$[?(@" + ".a" * 500 + ")]",
        "$[?(" + "[" * 300 + "]" * 300 + ")]",
        "$[?(@.constructor.constructor('return process')())]",
        "$[?(@.__proto__())]",
        "$[?(@.a.match(/(/))]",
        "$[?('" + "x" * 5_000 + "')]",
        "$[?(@ ? 1)]",
        "$[?(@.a..b)]",
        "$[?(`x`)]",
    ],
)
def test_hostile_expressions_are_refused(text: str) -> None:
    """Too long, too deep, or beyond what filters know."""
    with pytest.raises(ApiyardError):
        parse_path(text)


def asked(script: str, value: Any) -> bool:
    """Ask an expression about a value."""
    _, ask = compile_script(script)
    scope = Scope(value, lambda each: each)
    scope.entry = (value, "key", (None, None, None, None), None)
    return holds(ask, scope)


@pytest.mark.parametrize(
    ("script", "value", "answer"),
    [
        ("@ + @ + @ + @ + @ + @", "x" * 60_000, False),
        ("@.split('').length > 5", "x" * 10, True),
        ("@.replace('x', @)", "x" * 90_000, False),
        ("@.match(/^(a+)+$/)", "a" * 5_000 + "!", False),
        ("@.concat(@, @)", "x" * 60_000, False),
        ("@ << 100000 >= 0", 1, True),
        ("@ == '1' + '1'", "11", True),
        ("@ * 2 > 1", 10**300, True),
        ("-@ < 0", "9" * 1_000, False),
        ("@.a.b", {"a": None}, False),
        ("@.toString() == '1'", [[[[1]]]], True),
        ("@.constructor.name == 'Object'", {}, True),
        ("@.constructor", {"constructor": 0}, False),
        ("@.hasOwnProperty('a')", {"a": 0}, True),
        ("@.indexOf.x", "a", False),
        ("@?.a?.b === undefined", None, True),
        ("typeof @.x === 'undefined'", {}, True),
        ("void 0 === @.x", {}, True),
        ("@ ?? 'x'", None, True),
        ("@.a ? @.b : @.c", {"a": 1, "b": 0, "c": 1}, False),
        ("[1, 2].includes(@)", 2, True),
        ("@ == [2]", 2, True),
        ("'b' > 'a' && '10' > 9 && !('a' > 1)", 0, True),
        ("1 / 0 > 10 && !(0 / 0 == 0 / 0)", 0, True),
        ("@property === 'key' && index == 'key'", 0, True),
    ],
)
def test_filters_answer_in_bounded_work(script: str, value: Any, answer: bool) -> None:
    """What would cost too much is not true."""
    assert asked(script, value) is answer


def test_a_million_keys_cost_one_walk() -> None:
    """Members that nobody asks for are only passed by."""
    document = {"a": dict.fromkeys(map(str, range(1_000_000)), 1), "b": {"type": "x"}}
    found: list[Entry] = []
    walk = Walk(
        Program([parse_path("$..[?(@ && @.type)]")]),
        document,
        references=None,
        match=lambda _, entry: found.append(entry),
    )
    walk.run()
    assert [entry[1] for entry in found] == ["b"]


def test_references_that_double_are_visited_once() -> None:
    """A chain of schemas that refer twice to the next one has 2**60 paths and 60 objects."""
    names = [f"S{number}" for number in range(60)]
    schemas = ",".join(
        f'"{name}":{{"type":"object","a":{{"$ref":"#/s/{after}"}},"b":{{"$ref":"#/s/{after}"}}}}'
        for name, after in itertools.pairwise(names)
    )
    inventory = inventory_of_bytes(f'{{"s":{{{schemas},"S59":{{"type":"object","c":{{"$ref":"#/s/S0"}}}}}}}}'.encode())
    counts = {"$..[?(@ && @.type)]": 0, "$..a": 0, "$..[?(@property == 'b')]": 0, "$..a..b": 0, "$..a^": 0}
    paths = [parse_path(text) for text in counts]

    def match(number: int, entry: Entry) -> None:
        assert type(entry[0]) is dict
        counts[paths[number].text] += 1

    Walk(Program(paths), inventory.root.value, references=inventory, match=match).run()
    assert counts["$..[?(@ && @.type)]"] == 60
    assert all(50 <= count <= 200 for count in counts.values())


def test_paths_whose_automaton_explodes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """States are made as documents ask for them, and not more than a bound."""
    monkeypatch.setattr(programs, "MAX_STATES", 50)
    paths = [parse_path("$" + "".join(f"..{name}" for name in names)) for names in itertools.permutations("abcdef")]
    document: Any = {}
    at = document
    for name in "abcdef" * 30:
        at[name] = {}
        at = at[name]
    with pytest.raises(TooLargeError):
        Walk(Program(paths), document, references=None, match=lambda _number, _entry: None).run()
