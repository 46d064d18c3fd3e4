"""XML is read and written as the contract says it looks, and nothing in it can hurt."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apiyard.core.json import Json
from apiyard.spec.composing.wish import CannotBuildError
from apiyard.spec.composing.write_xml import write_xml
from apiyard.spec.schema import Schema, Scope, schema_of
from apiyard.spec.unreadable import UnreadableError
from apiyard.spec.xml_read import OpaqueError, read_xml

TEXT: dict[str, Json] = {"type": "string"}
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def component(schema: Any, name: str = "Book") -> Schema:
    tree = {"components": {"schemas": {name: schema}}}
    return Schema(f"/components/schemas/{name}", schema, Scope(tree))


def listed(**xml: Any) -> dict[str, Any]:
    return {"type": "array", "items": {**TEXT, **({"xml": xml.pop("item")} if "item" in xml else {})}, "xml": xml}


@pytest.mark.parametrize(
    ("schema", "value", "text"),
    [
        # The examples of the XML Object of OpenAPI 3.0.3, and its nodeType of 3.2.
        ({"properties": {"id": {"type": "integer"}}}, {"id": 1}, "<Book><id>1</id></Book>"),
        ({"properties": {"a": {**TEXT, "xml": {"name": "animal"}}}}, {"a": "x"}, "<Book><animal>x</animal></Book>"),
        (
            {"properties": {"id": {"type": "integer", "xml": {"attribute": True}}, "name": TEXT}},
            {"id": 123, "name": "x"},
            '<Book id="123"><name>x</name></Book>',
        ),
        (
            {"properties": {"name": {**TEXT, "xml": {"namespace": "http://example.com/schema", "prefix": "s"}}}},
            {"name": "x"},
            '<Book><s:name xmlns:s="http://example.com/schema">x</s:name></Book>',
        ),
        ({"xml": {"name": "book", "namespace": "urn:b"}, "properties": {}}, {}, '<book xmlns="urn:b"/>'),
        ({"properties": {"a": listed()}}, {"a": ["x", "y"]}, "<Book><a>x</a><a>y</a></Book>"),
        ({"properties": {"a": listed(item={"name": "b"}, name="no")}}, {"a": ["x"]}, "<Book><b>x</b></Book>"),
        ({"properties": {"a": listed(wrapped=True)}}, {"a": ["x"]}, "<Book><a><a>x</a></a></Book>"),
        (
            {"properties": {"a": listed(wrapped=True, name="as", item={"name": "b"})}},
            {"a": ["x", "y"]},
            "<Book><as><b>x</b><b>y</b></as></Book>",
        ),
        ({"properties": {"a": listed(wrapped=True, name="as")}}, {"a": ["x"]}, "<Book><as><as>x</as></as></Book>"),
        ({"properties": {"a": listed(nodeType="element")}}, {"a": ["x"]}, "<Book><a><a>x</a></a></Book>"),
        (
            {
                "properties": {
                    "a": {**TEXT, "xml": {"nodeType": "attribute"}},
                    "b": {**TEXT, "xml": {"nodeType": "text"}},
                }
            },
            {"a": "1", "b": "<&>"},
            '<Book a="1">&lt;&amp;&gt;</Book>',
        ),
        (
            {"properties": {"b": {**TEXT, "xml": {"nodeType": "cdata"}}}},
            {"b": "<]]>"},
            "<Book><![CDATA[<]]]]><![CDATA[>]]></Book>",
        ),
        ({"type": "array", "items": {"type": "integer"}}, [1, 2], "<Book><item>1</item><item>2</item></Book>"),
        (
            {"properties": {"ok": {"type": "boolean"}, "n": {"type": ["integer", "null"]}}},
            {"ok": True, "n": None},
            '<Book><ok>true</ok><n xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/></Book>',
        ),
    ],
)
def test_values_look_as_the_contract_says_and_come_back(schema, value, text):
    held = component({"type": "object", **schema} if "properties" in schema else schema)
    assert write_xml(value, held) == HEAD + text
    assert read_xml(text.encode(), held) == value


def test_a_list_of_components_has_their_name():
    schema: Json = {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}
    tree: Json = {"components": {"schemas": {"Pet": {"type": "object", "properties": {"name": TEXT}}}}, "it": schema}
    held = Schema("/it", schema, Scope(tree))
    assert write_xml([{"name": "Rex"}], held) == HEAD + "<root><Pet><name>Rex</name></Pet></root>"
    assert read_xml(b"<Pets><Pet><name>Rex</name></Pet></Pets>", held) == [{"name": "Rex"}]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<a></b>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b"<a>&unknown;</a>",
        b"<a>" * 300 + b"</a>" * 300,
        b"<a>" + b"<b/>" * 100_001 + b"</a>",
        b"\xff\xfe<a/>",
    ],
)
def test_what_is_broken_or_hostile_is_refused(data):
    with pytest.raises(UnreadableError):
        read_xml(data, schema_of({"type": "object"}))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("boolean", "1", True),
        ("boolean", " false\n", False),
        ("integer", "+007", 7),
        ("integer", "-07", -7),
        ("integer", "0", 0),
        ("number", "00.5", 0.5),
        ("string", " 007 ", " 007 "),
    ],
)
def test_plain_values_are_written_as_in_xml_schema(kind, text, value):
    held = schema_of({"type": "object", "properties": {"x": {"type": kind}}})
    assert read_xml(f"<a><x>{text}</x></a>".encode(), held) == {"x": value}


def test_an_empty_element_is_nothing_where_an_object_would_not_do():
    maybe: Json = {"type": ["object", "null"], "required": ["n"], "properties": {"n": TEXT}}
    held = schema_of({"type": "object", "properties": {"x": maybe}})
    assert read_xml(b"<a><x/></a>", held) == {"x": None}


def test_what_no_schema_speaks_of_may_be_there_more_than_once():
    held = schema_of({"type": "object", "properties": {"x": TEXT}})
    assert read_xml(b"<a><y>1</y><y>2</y><x>3</x></a>", held) == {"x": "3", "y": ["1", "2"]}
    with pytest.raises(UnreadableError, match="more than once"):
        read_xml(b"<a><x>1</x><x>2</x></a>", held)


def test_markup_in_a_text_is_not_judged():
    with pytest.raises(OpaqueError):
        read_xml(b"<a><x>so <b>bold</b></x></a>", schema_of({"type": "object", "properties": {"x": TEXT}}))


def test_another_first_element_is_refused_where_the_contract_names_it():
    named = schema_of({"type": "object", "xml": {"name": "book", "namespace": "urn:b"}})
    with pytest.raises(UnreadableError, match="first element"):
        read_xml(b"<film/>", named)
    with pytest.raises(UnreadableError, match="first element"):
        read_xml(b'<book xmlns="urn:c"/>', named)
    assert read_xml(b'<x:book xmlns:x="urn:b"/>', named) == {}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string"},
        {"oneOf": [{"type": "object", "properties": {"a": {}}}, {"type": "object", "properties": {"b": {}}}]},
        {"type": ["object", "array"]},
        {"type": "object", "properties": {"b": {"type": "array", "items": {"type": "array"}}}},
    ],
)
def test_what_the_schema_leaves_open_is_not_judged(schema):
    with pytest.raises(OpaqueError):
        read_xml(b"<a><b>1</b></a>", schema_of(schema))


@pytest.mark.parametrize("value", [{"a b": 1}, {"x": "\x00"}, {"1": 2}])
def test_what_xml_cannot_hold_is_told(value):
    with pytest.raises(CannotBuildError):
        write_xml(value, schema_of({"type": "object"}))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.fixed_dictionaries(
        {"name": st.text(max_size=8), "tags": st.lists(st.text(max_size=5), max_size=3), "n": st.integers(-5, 1 << 60)}
    ),
    st.booleans(),
    st.booleans(),
)
def test_whatever_can_be_written_comes_back(value, attribute, wrapped):
    properties: dict[str, Json] = {
        "name": {**TEXT, "xml": {"attribute": attribute}},
        "tags": {"type": "array", "items": TEXT, "xml": {"wrapped": wrapped}},
        "n": {"type": "integer"},
    }
    held = schema_of({"type": "object", "required": ["tags"], "properties": properties})
    try:
        text = write_xml(value, held)
    except CannotBuildError:
        return
    assert json.dumps(read_xml(text.encode(), held), sort_keys=True) == json.dumps(value, sort_keys=True)
