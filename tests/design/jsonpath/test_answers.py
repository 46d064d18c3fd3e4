"""Expressions give the answers that the engine of the field gives, alone and all in one walk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from apiyard.core.errors import ApiyardError
from apiyard.design.jsonpath.parse import parse_path
from apiyard.design.jsonpath.path import Entry, JsonPath, Step
from apiyard.design.jsonpath.program import Program
from apiyard.design.jsonpath.select import Selection
from apiyard.design.jsonpath.walk import Walk
from apiyard.spec import pointer as pointers

GOLDEN = Path(__file__).parents[2] / "golden" / "jsonpath"
DOCUMENT: Any = json.loads((GOLDEN / "document.json").read_text())
# What nimma 0.2.3 with jsonpath-plus 10.4.0 answered (nimma.query with jsonpath-plus as its fallback, each expression
# alone); null where it threw on this document.
ANSWERS: dict[str, list[str] | None] = json.loads((GOLDEN / "answers.json").read_text())
# Where the field's engine answers what no reader of the expression expects.
ASIDE = {
    "$.info['title', 'description']": "it takes the second name with its space",
    "$..[?(@ && @.in=='path')]^^.get": "its fallback does not go two steps up in the middle",
    "$.numbers[(@.length-2)]": "it takes the last two",
    "$.components.schemas[A,B][type,title]": "it looks for both names in the first schema only",
    "$.list..^": "it takes ^ for a name",
}


def where(entry: Entry, up: int) -> str | None:
    """Give the pointer of an entry some steps up; None above the root."""
    keys: list[Any] = []
    at: Any = entry
    for _ in range(up):
        if at[2] is None:
            return None
        at = at[2]
    while at[2] is not None:
        keys.append(at[1])
        at = at[2]
    return pointers.build(reversed(keys))


def selected(path: JsonPath, document: Any = DOCUMENT) -> set[str]:
    """Ask one path step by step."""
    found = Selection(document, None).select(path, (document, None, None, None))
    return {text for entry in found if (text := where(entry, path.up)) is not None}


def walked(paths: list[JsonPath], document: Any = DOCUMENT) -> dict[str, set[str]]:
    """Ask all paths in one walk."""
    found: dict[str, set[str]] = {path.text: set() for path in paths}

    def match(number: int, entry: Entry) -> None:
        path = paths[number]
        text = where(entry, path.up)
        if text is not None and (not path.containers or type(entry[0]) in (dict, list)):
            found[path.text].add(text)

    Walk(Program(paths), document, references=None, match=match).run()
    for path in paths:
        if path.containers:
            found[path.text].add("")
    return found


KNOWN = [text for text, answer in ANSWERS.items() if text not in ASIDE and answer is not None]


def test_each_expression_alone_gives_the_known_answer() -> None:
    """Step by step."""
    wrong = {text for text in KNOWN if selected(parse_path(text)) != set(ANSWERS[text] or ())}
    assert len(KNOWN) > 700
    assert wrong == set()


def test_all_expressions_in_one_walk_give_the_known_answers() -> None:
    """Fused."""
    paths = [path for path in map(parse_path, KNOWN) if path.regular]
    found = walked(paths)
    assert len(paths) > 700
    assert {text for text, answer in found.items() if answer != set(ANSWERS[text] or ())} == set()


def test_forgotten_plans_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """A walk keeps few plans; those that it forgets do not change the answers."""
    paths = [path for path in map(parse_path, KNOWN) if path.regular]
    whole = walked(paths)
    monkeypatch.setattr("apiyard.design.jsonpath.program.MAX_PLANS", 1)
    assert walked(paths) == whole


@pytest.mark.parametrize(
    ("filter_", "names"),
    [
        ("@.a !== void 0 || @.b !== undefined", {"a", "b"}),
        ("@ && @.a != void 0 && @.type", {"a"}),
        ("@.a !== null", None),
        ("@.a !== 1 && @.b", {"b"}),
        ("@.length !== void 0", None),
    ],
)
def test_a_filter_names_what_it_needs(filter_: str, names: set[str] | None) -> None:
    """What is asked of objects with these names only holds for no other."""
    step = parse_path(f"$..[?({filter_})]").steps[0]
    assert isinstance(step, Step)
    assert step.needs == names


@pytest.mark.parametrize(
    ("filter_", "exact"),
    [
        ("@.type == 'a'", True),
        ("@ && @.type==='a'", True),
        ("@.type != 'a'", False),
        ("@.type == 'a' && @.b", False),
        ("@.type == 'a' || @.b", False),
        ("@.b && @.type == 'a'", False),
        ("@.type == 1", False),
    ],
)
def test_a_filter_that_only_asks_for_a_text_is_not_asked_again(filter_: str, exact: bool) -> None:
    """It names the same as when it is asked."""
    path = parse_path(f"$..[?({filter_})]")
    step = path.steps[0]
    assert isinstance(step, Step)
    assert step.exact is exact
    objects = [{"type": text, "b": b} for text in ("a", "b", ["a"], 1, {"a": 1}) for b in (0, 1)]
    document = json.loads(json.dumps({"p": objects, "type": "a"}))
    assert walked([path], document)[path.text] == selected(path, document)


def test_expressions_that_throw_on_some_values_name_the_others() -> None:
    """Where the field's engine ends the whole run, an expression goes on with the next value."""
    thrown = [text for text, answer in ANSWERS.items() if answer is None]
    assert thrown
    for text in thrown:
        path = parse_path(text)
        assert not path.regular or walked([path])[text] == selected(path)


def test_what_is_aside_is_really_different() -> None:
    """The list of exceptions only shrinks."""
    for text in ASIDE:
        try:
            assert selected(parse_path(text)) != set(ANSWERS[text] or ())
        except ApiyardError:
            continue


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 1),
        ("paths", 1),
        ("$.", 3),
        ("$.paths[", 9),
        ("$.paths[*", 9),
        ("$.a[?(@.b]", 11),
        ("$.a[?(@.b == )]", 14),
        ("$.a[?(@.b = 1)]", 10),
        ("$.a[?(foo.bar)]", 7),
        ("$.a[?(@.b.toFixed())]", 7),
        ("$.a[?(process.exit())]", 7),
        ("$.a[::0]", 4),
        ("$.a~.b", 4),
        ("$..", 0),
        ("$..[(@.length-1)]", 5),
    ],
)
def test_errors_name_the_column(text: str, column: int) -> None:
    """Each error says where the expression is wrong; what is right is none."""
    if not column:
        parse_path(text)
        return
    with pytest.raises(ApiyardError, match=f"column {column}:"):
        parse_path(text)
