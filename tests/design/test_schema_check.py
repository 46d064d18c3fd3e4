"""Values are held against schemas with the verdicts, places and order of the field's checker."""

from __future__ import annotations

import re
from typing import Any

import pytest

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.core.json import Json
from apiyard.design.functions import schema as schema_function
from apiyard.design.linting.context import RuleContext
from apiyard.design.schema_check import formats, keywords_array
from apiyard.design.schema_check.checker import compile_schema
from apiyard.design.schema_check.error import MissingReferenceError
from apiyard.design.schema_check.keys_only import asks_keys_only
from apiyard.spec.inventory import inventory_of_bytes

LATER = "draft2020-12"


def found(schema, value, **options):
    return [(error.pointer, error.keyword) for error in compile_schema(schema, **options).errors(value)]


@pytest.mark.parametrize(
    ("schema", "value", "errors"),
    [
        ({"type": "string"}, 5, [("", "type")]),
        ({"type": "string", "minLength": 3}, "ab", [("", "minLength")]),
        ({"minLength": 2}, "😀", [("", "minLength")]),
        ({"type": "integer"}, 2.0, []),
        ({"type": "integer"}, True, [("", "type")]),
        ({"enum": [1]}, True, [("", "enum")]),
        ({"const": {"a": [1]}}, {"a": [1.0]}, []),
        ({"multipleOf": 0.1}, 0.3, [("", "multipleOf")]),
        ({"multipleOf": 0.01}, 4.35, [("", "multipleOf")]),
        ({"uniqueItems": True}, [{"a": 1, "b": 2}, {"b": 2, "a": 1}], [("", "uniqueItems")]),
        ({"uniqueItems": True}, [1, True, "1"], []),
        ({"type": "string", "nullable": True}, None, []),
        ({"format": "nobody-knows"}, "x", []),
        ({"required": ["b", "a"]}, {}, [("", "required")]),
        (
            {"anyOf": [{"type": "string", "enum": ["a"]}, {"minimum": 9}]},
            5,
            [("", k) for k in ("type", "enum", "minimum", "anyOf")],
        ),
        ({"if": {"type": "string"}, "then": {"minLength": 3}}, "ab", [("", "minLength")]),
        (
            {
                "if": True,
                "then": {"$ref": "#/definitions/a"},
                "definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"type": "null"}},
            },
            5,
            [("", "type")],
        ),
        ({"properties": {"a/b": {"type": "null"}}}, {"a/b": 1}, [("/a~1b", "type")]),
        ({"additionalProperties": False}, {"b": 1, "10": 1, "9": 1}, [("", "additionalProperties")]),
        ({"contains": {"type": "string"}}, [1, 2], [("", "contains")]),
        ({"propertyNames": {"minLength": 2}}, {"a": 1}, [("", "minLength"), ("", "propertyNames")]),
        ({"discriminator": {"propertyName": "x"}, "oneOf": [{"type": "null"}, {"type": "string"}]}, "", []),
    ],
)
def test_the_first_error_is_found(schema, value, errors):
    assert found(schema, value) == errors
    assert compile_schema(schema).valid(value) is not bool(errors)


def test_all_errors_are_found_in_order():
    schema = {
        "type": "object",
        "required": ["a", "c"],
        "properties": {"b": {"type": "string"}},
        "additionalProperties": False,
    }
    assert found(schema, {"b": 1, "d": 2}, all_errors=True) == [
        ("", "required"),
        ("", "required"),
        ("", "additionalProperties"),
        ("/b", "type"),
    ]


def test_whole_numbers_come_first_among_keys():
    errors = compile_schema({"additionalProperties": False}, all_errors=True).errors({"b": 1, "404": 1, "200": 1})
    assert [error.params["additionalProperty"] for error in errors] == ["200", "404", "b"]


@pytest.mark.parametrize(
    ("schema", "value", "good"),
    [
        (
            {"properties": {"a": True}, "anyOf": [{"properties": {"b": True}}], "unevaluatedProperties": False},
            {"a": 1, "b": 1},
            True,
        ),
        ({"properties": {"a": True}, "unevaluatedProperties": False}, {"a": 1, "b": 1}, False),
        ({"prefixItems": [True], "unevaluatedItems": False}, [1, 2], False),
        ({"prefixItems": [True], "items": {"type": "null"}}, [1, None], True),
        ({"dependentRequired": {"a": ["b"]}}, {"a": 1}, False),
        (
            {"$dynamicAnchor": "n", "properties": {"c": {"$dynamicRef": "#n"}}, "required": ["x"]},
            {"x": 1, "c": {}},
            False,
        ),
        ({"$defs": {"a": {"$anchor": "here", "type": "null"}}, "$ref": "#here"}, 1, False),
        ({"$id": "http://a/b", "$defs": {"x": {"$id": "c", "type": "null"}}, "$ref": "c"}, None, True),
        ({"contains": {"const": 1}, "minContains": 2}, [1, 2], False),
    ],
)
def test_later_drafts(schema, value, good):
    assert compile_schema(schema, dialect=LATER).valid(value) is good


@pytest.mark.parametrize(
    ("schema", "where"),
    [
        ({"type": "strin"}, "/type"),
        ({"properties": {"a": {"minLength": -1}}}, "/properties/a/minLength"),
        ({"properties": {"a": {"pattern": "("}}}, "/properties/a/pattern"),
        ({"nullable": True}, "/nullable"),
        ({"$schema": "http://json-schema.org/draft-09/schema"}, "/$schema"),
        ({"items": {"enum": []}}, "/items/enum"),
        ({"id": "x"}, "/id"),
    ],
)
def test_a_wrong_schema_is_refused_with_its_place(schema, where):
    with pytest.raises(InvalidInputError) as raised:
        compile_schema(schema)
    assert raised.value.where == where


def test_a_reference_to_nothing_is_told():
    with pytest.raises(MissingReferenceError):
        compile_schema({"properties": {"a": {"$ref": "#/definitions/none"}}})


def test_an_unknown_dialect_names_the_nearest():
    with pytest.raises(InvalidInputError) as raised:
        compile_schema({}, dialect="draft8")
    assert "draft" in raised.value.hint


class Linked:
    """References into a table."""

    def __init__(self, **targets):
        self.targets = targets
        self.asked = 0

    def __call__(self, value):
        self.asked += 1
        return self.targets.get(value["$ref"], value)


def test_references_in_values_are_followed_only_where_the_schema_looks():
    link = Linked(name=5, other={"x": 1})
    value = {"name": {"$ref": "name"}, "other": {"$ref": "other"}}
    checker = compile_schema({"properties": {"name": {"type": "string"}}})
    assert [error.path for error in checker.errors(value, link)] == [("name",)]
    assert link.asked == 1


def test_circular_values_end():
    node = {"name": "a", "next": {"$ref": "node"}}
    schema: Json = {"required": ["name"], "properties": {"next": {"$ref": "#"}}}
    checker = compile_schema(schema)
    # Behind the circle the reference stands for itself, and has no name.
    assert [error.pointer for error in checker.errors(node, Linked(node=node))] == ["/next"]


def test_values_with_the_same_parts_many_times_are_cheap():
    targets: dict = {"0": {"v": 1}}
    for level in range(1, 60):
        targets[str(level)] = {"a": {"$ref": str(level - 1)}, "b": {"$ref": str(level - 1)}}
    schema = {"properties": {"a": {"$ref": "#"}, "b": {"$ref": "#"}, "v": {"type": "integer"}}}
    assert compile_schema(schema).valid({"$ref": "59"}, Linked(**targets))


def test_schemas_that_only_lead_to_themselves_end():
    with pytest.raises(InvalidInputError):
        compile_schema({"$ref": "#/definitions/a", "definitions": {"a": {"$ref": "#/definitions/a"}}})
    with pytest.raises(TooLargeError):
        compile_schema({"allOf": [{"$ref": "#"}]}).errors(1)


def test_own_messages_take_the_place_of_errors():
    schema: Json = {
        "required": ["a"],
        "properties": {"b": {"type": "string"}, "c": {"type": "string"}},
        "errorMessage": {"required": {"a": "give an a"}, "properties": {"b": "b is a text"}},
    }
    errors = compile_schema(schema, all_errors=True).errors({"b": 1, "c": 1})
    assert [(error.pointer, error.keyword, error.message) for error in errors] == [
        ("/c", "type", "must be string"),
        ("", "errorMessage", "give an a"),
        ("/b", "errorMessage", "b is a text"),
    ]


@pytest.mark.parametrize(
    "schema",
    [
        {"$id": "http://a", "properties": {"a": {"$id": "http://["}}},
        {"$id": "http://a", "$ref": "//["},
        {"properties": {"a": {"$ref": 5}}},
        {"enum": [[1], [1.0]]},
        {"errorMessage": {"properties": []}, "type": 5},
        [],
        5,
        None,
    ],
)
def test_junk_is_refused(schema):
    with pytest.raises(InvalidInputError):
        compile_schema(schema, all_errors=True)


@pytest.mark.parametrize("name", ["uri-reference", "regex", "email"])
@pytest.mark.parametrize(
    "text",
    [
        "#",
        "#/a/b",
        "#/a~1b",
        "#a b",
        "#a#b",
        "#%zz",
        "a",
        "^/v1/a$",
        "^a$b",
        "a-b c",
        "(",
        "[",
        "a{1",
        "\\",
        "^^",
        "a" * 1_100,
    ],
)
def test_what_is_plainly_of_a_format_is_so_by_its_pattern_too(
    name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = formats.FORMATS[name].test(text)
    for each in ("_PLAIN_FRAGMENT", "_PLAIN_REGEX", "_PLAIN_EMAIL"):
        monkeypatch.setattr(formats, each, re.compile("(?!)"))
    assert formats.FORMATS[name].test(text) is quick


@pytest.mark.parametrize("value", [["a", "b"], ["a", "b", "a"], ["a", 1], ["a", {"$ref": "#/a"}], []])
@pytest.mark.parametrize("items", [None, {"type": "string"}, {"type": "integer"}, {"type": ["string", "null"]}])
def test_texts_that_are_told_apart_at_once_have_no_twins(
    value: list[Json], items: Json, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = {"uniqueItems": True} if items is None else {"uniqueItems": True, "items": items}
    quick = found(schema, value)
    monkeypatch.setattr(keywords_array, "_TEXTS", frozenset())
    assert found(schema, value) == quick


@pytest.mark.parametrize(
    ("schema", "answer"),
    [
        ({"type": "object", "anyOf": [{"required": ["a"]}, {"not": {"required": ["b"]}}]}, True),
        ({"oneOf": [True, {"maxProperties": 2}]}, True),
        ({"anyOf": [{"required": ["a"]}, {"properties": {"a": False}}]}, False),
        ({"type": "object", "nullable": True}, False),
        ({"not": {"enum": [{}]}}, False),
        ({"$ref": "#"}, False),
    ],
)
def test_a_schema_that_asks_for_keys_only_is_known(schema: Json, answer: bool) -> None:
    assert asks_keys_only(schema) is answer


def test_objects_with_the_same_keys_are_told_the_same_and_each_by_its_name() -> None:
    schema: dict[str, Any] = {"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]}
    options = schema_function.FUNCTION.read({"schema": schema})
    assert options.alike == {}
    inventory = inventory_of_bytes(b'{"x":{"c":1},"y":{"c":{}},"z":{"c":1,"a":1},"w":5,"v":{"$ref":"#/x"}}')
    root: Any = inventory.root.value

    def told(name: str) -> list[str]:
        context = RuleContext(inventory, frozenset(), "rule", resolved=True, make=lambda: pytest.fail("not asked"))
        context.entry = (root[name], name, context.entry, None)
        return [each.message for each in schema_function.FUNCTION.call(root[name], options, context)]

    for _ in range(2):
        assert told("x")[0] == '"x" must have required property "a"'
        assert told("y")[0] == '"y" must have required property "a"'
        assert told("z") == []
        assert told("w")[0] == '"w" must be object'
        assert told("v")[0] == '"v" must have required property "a"'
    assert set(options.alike) == {("c",), ("c", "a")}
