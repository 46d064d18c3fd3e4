"""The functions of rules answer as the real ones of the field's linter do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.design.function import MISSING, Context, functions
from apiyard.spec.inventory import inventory_of_bytes

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "lint" / "functions.json").read_text("utf-8"))
NAMED = {function.name: function for function in functions().values()}


class Asked:
    """A context without references."""

    root: Any = None
    inventory: Any = None
    path = ()
    formats: frozenset = frozenset()
    rule = "a-rule"
    resolved = True

    def follow(self, value):
        return value


ASKED = cast("Context", Asked())


def answer(row):
    function = NAMED[row["function"]]
    try:
        options = function.read(row["options"])
    except InvalidInputError:
        return "refused"
    return [
        [
            [str(key) for key in result.path]
            for result in function.call(MISSING if value == {"$missing": True} else value, options, ASKED)
        ]
        for value in row["values"]
    ]


def different(row):
    ours = answer(row)
    theirs = row["answers"]
    if "refused" in (ours, theirs):
        return [] if ours == theirs else [(row["options"], ours, theirs)]
    return [
        (row["options"], value, mine, yours)
        for value, mine, yours in zip(row["values"], ours, theirs, strict=True)
        if mine != yours
    ]


@pytest.mark.parametrize("name", sorted({row["function"] for row in GOLDEN}))
def test_answers_are_those_of_the_real_function(name):
    found = [each for row in GOLDEN if row["function"] == name for each in different(row)]
    assert not found


class Linked(Asked):
    """A context whose references lead into a table."""

    def __init__(self, *, resolved=True, **targets):
        self.targets = targets
        self.resolved = resolved

    def follow(self, value):
        if self.resolved and isinstance(value, dict) and "$ref" in value:
            return self.targets.get(value["$ref"], value)
        return value


def results(name, options, value, context=ASKED):
    function = NAMED[name]
    return list(function.call(value, function.read(options), context))


def test_references_inside_values_mean_their_targets():
    linked = cast("Context", Linked(a={"n": "b"}, b={"n": "a"}, text="x", number=5))
    value = [{"$ref": "a"}, {"$ref": "b"}]
    assert len(results("alphabetical", {"keyedBy": "n"}, value, linked)) == 1
    assert not results("alphabetical", {"keyedBy": "n"}, value[::-1], linked)
    schema = {"properties": {"p": {"type": "string"}}}
    assert [each.path for each in results("schema", {"schema": schema}, {"p": {"$ref": "number"}}, linked)] == [("p",)]
    assert not results("schema", {"schema": schema}, {"p": {"$ref": "text"}}, linked)
    as_written = cast("Context", Linked(resolved=False, text="x"))
    assert results("schema", {"schema": schema}, {"p": {"$ref": "text"}}, as_written)


def test_a_schema_with_a_lost_reference_says_so_only_where_references_stay():
    options = {"schema": {"$ref": "#/definitions/lost"}}
    assert not results("schema", options, 1)
    found = results("schema", options, 1, cast("Context", Linked(resolved=False)))
    assert "#/definitions/lost" in found[0].message


def test_errors_can_be_changed_before_they_are_told():
    options = {"schema": {"required": ["a", "b"]}, "allErrors": True, "prepareResults": lambda errors: errors.pop()}
    assert len(results("schema", options, {})) == 1


def test_an_endless_pattern_is_a_result():
    found = results("pattern", {"match": r"^(a+)+\1$"}, "a" * 40 + "!")
    assert [each.piece for each in found] == ["a" * 40 + "!"]
    assert "too long" in found[0].message


@pytest.mark.parametrize(
    ("name", "options", "where", "words"),
    [
        ("casing", {"type": "camell"}, "/type", "camel"),
        ("casing", {"typ": "camel"}, "/typ", '"type"'),
        ("casing", {"type": "camel", "separator": {"chars": "-"}}, "/separator/chars", '"char"'),
        ("length", {"minimum": 1}, "/minimum", '"min"'),
        ("pattern", {"match": "("}, "/match", "column"),
        ("schema", {"schema": {"properties": {"a": {"type": "strin"}}}}, "/schema/properties/a/type", ""),
        ("schema", {"schema": {}, "dialect": "draft-7"}, "/dialect", "draft7"),
        ("truthy", {"a": 1}, "", "functionOptions"),
    ],
)
def test_wrong_options_are_told_with_their_place_and_what_is_right(name, options, where, words):
    with pytest.raises(InvalidInputError) as raised:
        NAMED[name].read(options)
    assert raised.value.where == where
    assert words in f"{raised.value.what} {raised.value.hint}"


def test_what_nothing_refers_to_is_found_behind_chains_of_references():
    document = {
        "use": [{"$ref": "#/parts/a"}, {"$ref": "#/parts/deep/inner"}, {"$ref": "#/parts/x~1y"}],
        "parts": {"a": {"$ref": "#/parts/b"}, "b": {"c": 1}, "deep": {"inner": {}}, "lost": 5, "x/y": True},
    }
    inventory = inventory_of_bytes(json.dumps(document).encode())
    context = Asked()
    context.inventory = inventory
    context.root = inventory.root.value
    found = results(
        "unreferencedReusableObject",
        {"reusableObjectsLocation": "#/parts"},
        context.root["parts"],
        cast("Context", context),
    )
    assert [each.path for each in found] == [("deep",), ("lost",)]
