"""What is written in a style is read as the same value by the reader of the styles."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import pytest

from apiyard.spec import body as bodies
from apiyard.spec.composing.wish import CannotBuildError
from apiyard.spec.composing.write_body import concrete, write_body
from apiyard.spec.composing.write_style import as_header, as_path, as_query
from apiyard.spec.operation import MediaType, Parameter
from apiyard.spec.schema import schema_of
from apiyard.spec.style import from_pairs, from_text, query_pairs

TEXTS = schema_of({"type": "array", "items": {"type": "string"}})
NUMBERS = schema_of({"type": "array", "items": {"type": "integer"}})
POINT = schema_of({"type": "object", "properties": {"x": {"type": "integer"}, "y": {"type": "string"}}})
VALUES = [
    (schema_of({"type": "string"}), "a b/ü&=,;#?%"),
    (schema_of({"type": "integer"}), -3),
    (schema_of({"type": "number"}), 0.5),
    (schema_of({"type": "boolean"}), True),
    (TEXTS, ["a", "b c"]),
    (NUMBERS, [1, 2]),
    (POINT, {"x": 1, "y": "b"}),
]


def parameter(location, style, schema, *, explode, content=None):
    return Parameter("p", location, True, style, explode, schema, content or {}, {}, False, False, "")


@pytest.mark.parametrize("explode", [False, True])
@pytest.mark.parametrize("style", ["simple", "label", "matrix"])
@pytest.mark.parametrize(("schema", "value"), VALUES)
def test_path(style, explode, schema, value):
    if value == "a b/ü&=,;#?%" and style != "simple":
        value = "a b"
    each = parameter("path", style, schema, explode=explode)
    text = as_path(each, value)
    assert "/" not in text
    assert from_text(each, unquote(text)) == value


STYLES = [("form", True), ("form", False), ("spaceDelimited", False), ("pipeDelimited", False), ("deepObject", True)]
FITTING = [
    (style, explode, schema, ["a", "b"] if style == "spaceDelimited" and value == ["a", "b c"] else value)
    for style, explode in STYLES
    for schema, value in VALUES
    if (style != "deepObject" or isinstance(value, dict)) and ("Delimited" not in style or isinstance(value, list))
]


@pytest.mark.parametrize("location", ["query", "cookie"])
@pytest.mark.parametrize(("style", "explode", "schema", "value"), FITTING)
def test_query(location, style, explode, schema, value):
    each = parameter(location, style, schema, explode=explode)
    pairs = as_query(each, value)
    query = "&".join(f"{name}={text}" for name, text in pairs)
    assert from_pairs(each, query_pairs(query)) == value


def test_reserved_characters_stay_where_they_are_allowed():
    each = parameter("query", "form", schema_of({"type": "string"}), explode=True)
    assert as_query(each, "a/b:c", allow_reserved=True) == [("p", "a/b:c")]
    assert as_query(each, "a/b:c") == [("p", "a%2Fb%3Ac")]
    assert as_query(each, "a&b=c", allow_reserved=True) == [("p", "a%26b%3Dc")]


@pytest.mark.parametrize("explode", [False, True])
@pytest.mark.parametrize(("schema", "value"), VALUES[1:])
def test_header(explode, schema, value):
    each = parameter("header", "simple", schema, explode=explode)
    assert from_text(each, as_header(each, value)) == value


def test_content_is_json():
    entry = MediaType(POINT, {}, {}, "")
    for location in ("query", "header", "path"):
        each = parameter(location, "simple", None, explode=False, content={"application/json": entry})
        value: Any = {"x": 1, "y": "b c"}
        if location == "query":
            (name, text) = as_query(each, value)[0]
            assert from_pairs(each, query_pairs(f"{name}={text}")) == value
        else:
            text = as_header(each, value) if location == "header" else unquote(as_path(each, value))
            assert from_text(each, text) == value


@pytest.mark.parametrize("value", ["", "a\r\nX-Evil: 1", " a", "\x00", "☃"])
def test_headers_cannot_be_broken_out_of(value):
    with pytest.raises(CannotBuildError):
        as_header(parameter("header", "simple", schema_of({"type": "string"}), explode=False), value)


@pytest.mark.parametrize("value", [[], {}])
def test_what_is_empty_cannot_be_written_in_a_query(value):
    with pytest.raises(CannotBuildError):
        as_query(parameter("query", "form", TEXTS, explode=True), value)


def test_dots_alone_do_not_climb_a_path():
    each = parameter("path", "simple", schema_of({"type": "string"}), explode=False)
    assert as_path(each, "..") == "%2E%2E"
    with pytest.raises(CannotBuildError):
        as_path(each, "")


FORM = schema_of(
    {
        "type": "object",
        "properties": {
            "n": {"type": "integer"},
            "s": {"type": "string"},
            "list": {"type": "array", "items": {"type": "string"}},
            "deep": {"type": "object", "properties": {"x": {"type": "integer"}}},
        },
    }
)
WHOLE = {"n": 1, "s": "a b&c=d", "list": ["a", "b,c"], "deep": {"x": 2}}


@pytest.mark.parametrize(
    ("content_type", "value"),
    [
        ("application/json", WHOLE),
        ("application/vnd.orders+json; version=1", WHOLE),
        ("application/x-www-form-urlencoded", WHOLE),
        ("multipart/form-data", WHOLE),
    ],
)
def test_bodies(content_type, value):
    entry = MediaType(FORM, {}, {}, "")
    sent, data = write_body(content_type, entry, value)
    assert bodies.read(sent, entry, data).value == value


def test_a_list_in_one_field():
    entry = MediaType(FORM, {}, {"list": {"explode": False}}, "")
    _, data = write_body("application/x-www-form-urlencoded", entry, {"list": ["a", "b"]})
    assert data == b"list=a,b"
    assert bodies.read("application/x-www-form-urlencoded", entry, data).value == {"list": ["a", "b"]}


def test_lines_of_json():
    entry = MediaType(None, {}, {}, "", POINT)
    sent, data = write_body("application/jsonl", entry, [{"x": 1}, {"x": 2}])
    assert [json.loads(line) for line in data.splitlines()] == [{"x": 1}, {"x": 2}]
    assert sent == "application/jsonl"


@pytest.mark.parametrize(
    ("content_type", "value"),
    [
        ("application/x-www-form-urlencoded", "text"),
        ("application/x-www-form-urlencoded", {"list": []}),
        ("multipart/form-data", {}),
        ("multipart/form-data", {'a"b': "x"}),
        ("multipart/form-data", {"a": "--apiyard-boundary"}),
        ("application/json", float("nan")),
    ],
)
def test_what_cannot_be_written_is_said(content_type, value):
    with pytest.raises(CannotBuildError):
        write_body(content_type, MediaType(FORM, {}, {}, ""), value)


def test_an_object_is_a_text_only_where_the_contract_means_json_by_it():
    with pytest.raises(CannotBuildError):
        write_body("text/plain", MediaType(None, {}, {}, ""), {"a": 1})
    entry = MediaType(schema_of({"type": "object"}), {}, {}, "")
    sent, data = write_body("text/plain", entry, {"a": 1})
    assert bodies.read(sent, entry, data).value == {"a": 1}


def test_a_list_of_objects_is_a_table():
    entry = MediaType(schema_of({"type": "array"}), {}, {}, "")
    sent, data = write_body("text/csv", entry, [{"a": 1, "b": "x,y"}, {"a": 2}])
    assert data == b'a,b\r\n1,"x,y"\r\n2,\r\n'
    assert not bodies.read(sent, entry, data).judged


def test_a_range_gets_a_media_type_of_its_own():
    entry = MediaType(None, {}, {}, "")
    assert concrete({"application/*": entry}, "application/*") == "application/json"
    both = {"application/json": entry, "application/*": entry}
    assert concrete(both, "application/*") == "application/octet-stream"
    assert concrete({**both, "*/*": entry}, "*/*") == "text/plain"


@pytest.mark.parametrize(
    ("schema", "sent"),
    [
        ({"type": "string", "format": "binary"}, '; filename="f.bin"\r\nContent-Type: application/octet-stream\r\n'),
        ({"type": "string", "contentMediaType": "image/png"}, '; filename="f.png"\r\nContent-Type: image/png\r\n'),
        ({"anyOf": [{"type": "string", "format": "binary"}, {"type": "null"}]}, '; filename="f.bin"\r\nContent-Type: '),
        ({"type": "array", "items": {"type": "string", "format": "binary"}}, '; filename="f.bin"\r\nContent-Type: '),
        ({"type": "string", "contentMediaType": "image/png", "contentEncoding": "base64"}, "\r\n\r\n"),
        ({"type": "string"}, "\r\n\r\n"),
    ],
)
def test_a_part_that_is_a_file_has_a_name_and_a_type(schema, sent):
    entry = MediaType(schema_of({"type": "object", "properties": {"f": schema}}), {}, {}, "")
    value = {"f": ["\xff\x00a"] if schema.get("type") == "array" else "\xff\x00a"}
    content_type, data = write_body("multipart/form-data", entry, value)
    assert f'name="f"{sent}'.encode() in data
    if "filename" in sent:
        assert b"\r\n\r\n\xff\x00a\r\n" in data
    assert bodies.read(content_type, entry, data).value == value
