"""The table of verdicts: one edit of a small contract, and what it means."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from apiyard.core.json import canonical
from apiyard.core.names import Version
from apiyard.design.change import Bump, Level, fits, required_bump
from apiyard.design.diff import diff
from apiyard.spec.load import contract_from_bytes, load_contract

CORPUS = Path(__file__).parent.parent / "corpus"

DOCUMENT = yaml.safe_load("""
openapi: 3.1.0
info: {title: Shop, version: 1.0.0}
paths:
  /items/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    post:
      operationId: changeItem
      summary: Change
      parameters:
        - {name: q, in: query, schema: {type: integer, minimum: 1, maximum: 9}}
        - {name: sort, in: query, required: true, schema: {enum: [up, down]}}
      requestBody:
        content:
          application/json: {schema: {$ref: "#/components/schemas/In"}}
          text/plain: {schema: {type: string}}
      responses:
        "200":
          description: Done.
          headers: {x-total: {required: true, schema: {type: integer}}}
          content:
            application/json: {schema: {$ref: "#/components/schemas/Out"}}
        "404": {description: None.}
    get:
      operationId: getItem
      responses:
        "200":
          description: An item.
          content: {application/json: {schema: {$ref: "#/components/schemas/Out"}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: k}
  schemas:
    In:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 9}
        kind: {enum: [a, b]}
        parent: {$ref: "#/components/schemas/In"}
        made: {type: string, readOnly: true}
    Out:
      type: object
      required: [name]
      properties:
        name: {type: string}
        note: {type: [string, "null"]}
        kind: {enum: [a, b]}
        parent: {anyOf: [{$ref: "#/components/schemas/Out"}, {type: "null"}]}
""")

POST = "paths./items/{id}.post"
IN, OUT = "components.schemas.In", "components.schemas.Out"
GONE = object()

# What is edited, the new value, the level of the change, and its coordinates.
TABLE = [
    ("paths./items/{id}.get", GONE, "breaking", "operation presence removed"),
    ("paths./new", {"get": {"responses": {}}}, "compatible", "operation presence added"),
    (f"{POST}.operationId", "other", "compatible", "operation operationId changed"),
    (f"{POST}.summary", "Alter", "docs", "operation summary changed"),
    (f"{POST}.parameters.0", GONE, "breaking", "parameter presence removed"),
    (f"{POST}.parameters.+", {"name": "n", "in": "query"}, "compatible", "parameter presence added"),
    (f"{POST}.parameters.+", {"name": "n", "in": "query", "required": True}, "breaking", "parameter presence added"),
    (f"{POST}.parameters.0.required", True, "breaking", "parameter required added"),
    (f"{POST}.parameters.1.required", False, "compatible", "parameter required removed"),
    (f"{POST}.parameters.0.explode", False, "breaking", "parameter style changed"),
    (f"{POST}.parameters.0.schema.type", "string", "breaking", "schema type changed"),
    (f"{POST}.parameters.0.schema.type", "number", "compatible", "schema type widened"),
    (f"{POST}.parameters.0.schema.minimum", 2, "breaking", "schema minimum narrowed"),
    (f"{POST}.parameters.0.schema.maximum", 10, "compatible", "schema maximum widened"),
    (f"{POST}.parameters.0.schema.maximum", GONE, "compatible", "schema maximum widened"),
    (f"{POST}.parameters.1.schema.enum", ["up"], "breaking", "schema enum narrowed"),
    (f"{POST}.parameters.1.schema.enum", ["up", "down", "no"], "compatible", "schema enum widened"),
    (f"{POST}.parameters.1.schema", {"type": "string"}, "compatible", "schema enum widened"),
    (f"{POST}.requestBody", GONE, "breaking", "body presence removed"),
    (f"{POST}.requestBody.required", True, "breaking", "body required added"),
    ("paths./items/{id}.get.requestBody", {"required": True, "content": {}}, "breaking", "body presence added"),
    ("paths./items/{id}.get.requestBody", {"content": {}}, "compatible", "body presence added"),
    (f"{POST}.requestBody.content.text/plain", GONE, "breaking", "media-type presence removed"),
    (f"{POST}.requestBody.content.text/csv", {}, "compatible", "media-type presence added"),
    (f"{IN}.required", ["name", "kind"], "breaking", "schema required added"),
    (f"{IN}.required", GONE, "compatible", "schema required removed"),
    (f"{IN}.properties.kind", GONE, "breaking", "schema presence removed"),
    (f"{IN}.properties.extra", {}, "compatible", "schema presence added"),
    (f"{IN}.properties.made.type", "integer", "docs", "document text changed"),
    (f"{IN}.properties.name.maxLength", 8, "breaking", "schema maxLength narrowed"),
    (f"{IN}.properties.name.pattern", "^a", "breaking", "schema pattern narrowed"),
    (f"{IN}.properties.kind.enum", ["a", "c"], "breaking", "schema enum changed"),
    (f"{IN}.additionalProperties", False, "breaking", "schema additionalProperties narrowed"),
    (f"{POST}.responses.404", GONE, "compatible", "response status removed"),
    (f"{POST}.responses.200", GONE, "breaking", "response status removed"),
    (f"{POST}.responses.201", {"description": "New."}, "compatible", "response status added"),
    (f"{POST}.responses.200.headers.x-total", GONE, "breaking", "header presence removed"),
    (f"{POST}.responses.200.headers.x-total.required", False, "breaking", "header required removed"),
    (f"{POST}.responses.200.headers.x-more", {}, "compatible", "header presence added"),
    (f"{POST}.responses.200.content.application/json", GONE, "breaking", "media-type presence removed"),
    (f"{OUT}.properties.note", GONE, "breaking", "schema presence removed"),
    (f"{OUT}.properties.extra", {"type": "string"}, "compatible", "schema presence added"),
    (f"{OUT}.required", GONE, "breaking", "schema required removed"),
    (f"{OUT}.required", ["name", "kind"], "compatible", "schema required added"),
    (f"{OUT}.properties.name.type", ["string", "null"], "breaking", "schema type widened"),
    (f"{OUT}.properties.note.type", "string", "compatible", "schema type narrowed"),
    (f"{OUT}.properties.kind.enum", ["a", "b", "c"], "breaking", "schema enum widened"),
    (f"{OUT}.properties.kind.enum", ["a"], "compatible", "schema enum narrowed"),
    (f"{OUT}.properties.parent", {"$ref": "#/components/schemas/Out"}, "compatible", "schema type narrowed"),
    (f"{OUT}.not", {"required": ["x"]}, "breaking", "schema not changed"),
    ("security", [{"key": []}], "breaking", "security requirement added"),
    ("info.description", "More words.", "docs", "document text changed"),
    ("servers", [{"url": "/v2"}], "compatible", "document servers changed"),
]


def load(document):
    return contract_from_bytes(canonical(document))


def edit(path, value):
    document = copy.deepcopy(DOCUMENT)
    *parents, last = path.split(".")
    node = document
    for name in parents:
        node = node[int(name) if isinstance(node, list) else name]
    if last == "+":
        node.append(value)
    elif value is GONE:
        del node[int(last) if isinstance(node, list) else last]
    else:
        node[last] = value
    return load(document)


@pytest.mark.parametrize(("path", "value", "level", "words"), TABLE, ids=[f"{row[0]} {row[3]}" for row in TABLE])
def test_one_edit(path, value, level, words):
    changes = diff(load(DOCUMENT), edit(path, value))
    assert {(str(each.level), f"{each.area} {each.kind} {each.action}") for each in changes} == {(level, words)}


def test_equal_contracts_have_no_change():
    contract = load(DOCUMENT)
    assert diff(contract, load(DOCUMENT)) == ()
    assert diff(contract, edit("info.version", "1.0.1")) == ()


def test_what_several_operations_share_is_told_once():
    (change,) = diff(load(DOCUMENT), edit(f"{OUT}.properties.note", GONE))
    assert change.operation == "getItem"
    assert change.pointer == "/components/schemas/Out/properties/note"


def test_names_of_path_variables_do_not_matter():
    document = copy.deepcopy(DOCUMENT)
    item = document["paths"].pop("/items/{id}")
    item["parameters"][0]["name"] = "item"
    document["paths"]["/items/{item}"] = item
    assert {each.level for each in diff(load(DOCUMENT), load(document))} == {Level.DOCS}


def test_security_that_asks_for_less_is_compatible():
    old, new = edit("security", [{"key": []}]), edit("security", [{"key": []}, {}])
    assert [each.level for each in diff(old, new)] == [Level.COMPATIBLE] * 2
    assert {each.level for each in diff(new, old)} == {Level.BREAKING}


def test_nullable_by_a_choice_and_by_a_type_are_the_same():
    choice = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert {each.level for each in diff(load(DOCUMENT), edit(f"{OUT}.properties.note", choice))} == {Level.DOCS}


def test_circles_end():
    contract = load_contract(CORPUS / "cycles.yaml")
    assert diff(contract, load_contract(CORPUS / "cycles.yaml")) == ()
    tree: Any = copy.deepcopy(contract.tree)
    tree["components"]["schemas"]["Company"]["properties"]["owner"] = {"type": "string"}
    (change,) = diff(contract, load(tree))
    assert (change.level, change.kind) == (Level.BREAKING, "type")


def test_branches_are_paired():
    def with_branches(*branches):
        return edit(f"{OUT}.properties.pet", {"oneOf": list(branches)})

    cat = {"type": "object", "properties": {"purrs": {"type": "boolean"}}}
    dog = {"type": "object", "properties": {"barks": {"type": "boolean"}}}
    assert [each.level for each in diff(with_branches(cat, dog), with_branches(dog, cat))] == [Level.DOCS]
    (change,) = diff(with_branches(cat), with_branches(cat, dog))
    assert (change.kind, change.action, change.level) == ("oneOf", "added", Level.BREAKING)
    (change,) = diff(with_branches(cat, dog), with_branches(dog))
    assert (change.kind, change.action, change.level) == ("oneOf", "removed", Level.COMPATIBLE)


BUMPS = [
    ("1.0.0", "2.0.0", "breaking", True),
    ("1.0.0", "1.1.0", "breaking", False),
    ("1.0.0", "1.1.0", "compatible", True),
    ("1.0.0", "1.0.1", "compatible", False),
    ("1.0.0", "3.0.0", "docs", True),
    ("1.0.0", "1.0.1", "docs", True),
    ("1.0.0", "1.0.0", "docs", False),
    ("1.0.0", "1.0.0", "", True),
    ("1.0.0", "1.0.1", "", True),
    ("1.0.0", "0.9.0", "", False),
    ("0.3.0", "0.4.0", "breaking", True),
    ("0.3.0", "0.3.1", "breaking", False),
    ("0.3.0", "0.3.1", "compatible", True),
    ("0.3.0", "1.0.0", "breaking", True),
    ("1.0.0-rc.1", "1.0.0-rc.2", "breaking", True),
    ("1.0.0-rc.1", "1.0.0", "breaking", True),
    ("1.0.0", "1.0.0-rc.1", "", False),
    ("1.0.0", "2.0.0-rc.1", "breaking", True),
    ("1.0.0", "1.0.1-rc.1", "breaking", False),
]
EDITS = {"breaking": TABLE[0], "compatible": TABLE[1], "docs": TABLE[3]}


@pytest.mark.parametrize(("old", "new", "level", "right"), BUMPS)
def test_versions_fit_changes(old, new, level, right):
    changes = diff(load(DOCUMENT), edit(*EDITS[level][:2])) if level else ()
    fit = fits(Version(old), Version(new), changes)
    assert fit.fits is right
    assert fit.message


def test_the_required_bump_is_that_of_the_worst_change():
    old = load(DOCUMENT)
    assert required_bump(()) is Bump.NONE
    assert required_bump(diff(old, edit(*TABLE[3][:2]))) is Bump.PATCH
    assert required_bump(diff(old, edit(*TABLE[1][:2]))) is Bump.MINOR
    assert required_bump(diff(old, edit(*TABLE[0][:2]))) is Bump.MAJOR
