"""The table of verdicts: one edit of a small contract, and what it means."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from apiyard.core.json import canonical
from apiyard.design.cause import Verdict
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

# What is edited, the new value, and the entries: the check, and what the change means.
TABLE = [
    ("paths./items/{id}.get", GONE, ["operation-removed breaking"]),
    ("paths./new", {"get": {"responses": {}}}, ["path-added safe"]),
    (f"{POST}.operationId", "other", ["operation-id-changed safe"]),
    (f"{POST}.summary", "Alter", ["operation-described documentation"]),
    (f"{POST}.parameters.0", GONE, ["parameter-removed breaking"]),
    (f"{POST}.parameters.+", {"name": "n", "in": "query"}, ["parameter-added-optional safe"]),
    (f"{POST}.parameters.+", {"name": "n", "in": "query", "required": True}, ["parameter-added-required breaking"]),
    (f"{POST}.parameters.0.required", True, ["parameter-became-required breaking"]),
    (f"{POST}.parameters.1.required", False, ["parameter-became-optional safe"]),
    (f"{POST}.parameters.0.explode", False, ["parameter-style-changed safe"]),
    (f"{POST}.parameters.0.schema.type", "string", ["type-changed safe"]),
    (f"{POST}.parameters.0.schema.type", "number", ["type-changed safe"]),
    (f"{POST}.parameters.0.schema.minimum", 2, ["minimum-changed breaking"]),
    (f"{POST}.parameters.0.schema.maximum", 10, ["maximum-changed safe"]),
    (f"{POST}.parameters.0.schema.maximum", GONE, ["maximum-changed safe"]),
    (f"{POST}.parameters.1.schema.enum", ["up"], ["enum-value-removed breaking"]),
    (f"{POST}.parameters.1.schema.enum", ["up", "down", "no"], ["enum-value-added safe"]),
    (f"{POST}.parameters.1.schema", {"type": "string"}, ["enum-removed safe"]),
    (f"{POST}.requestBody", GONE, ["request-body-removed breaking"]),
    (f"{POST}.requestBody.required", True, ["request-body-became-required breaking"]),
    ("paths./items/{id}.get.requestBody", {"required": True, "content": {}}, ["request-body-added breaking"]),
    ("paths./items/{id}.get.requestBody", {"content": {}}, ["request-body-added safe"]),
    (f"{POST}.requestBody.content.text/plain", GONE, ["media-type-removed breaking"]),
    (f"{POST}.requestBody.content.text/csv", {}, ["media-type-added safe"]),
    (f"{IN}.required", ["name", "kind"], ["property-became-required breaking"]),
    (f"{IN}.required", GONE, ["property-became-optional safe"]),
    (f"{IN}.properties.kind", GONE, ["property-removed breaking"]),
    (f"{IN}.properties.extra", {}, ["property-added safe"]),
    (f"{IN}.properties.made.type", "integer", ["type-changed safe"]),
    (f"{IN}.properties.name.maxLength", 8, ["max-length-changed breaking"]),
    (f"{IN}.properties.name.pattern", "^a", ["pattern-changed breaking"]),
    (f"{IN}.properties.kind.enum", ["a", "c"], ["enum-value-removed breaking", "enum-value-added safe"]),
    (f"{IN}.additionalProperties", False, ["additional-properties-changed safe"]),
    (f"{POST}.responses.404", GONE, ["response-removed safe"]),
    (f"{POST}.responses.200", GONE, ["response-removed breaking"]),
    (f"{POST}.responses.201", {"description": "New."}, ["response-added safe"]),
    (f"{POST}.responses.200.headers.x-total", GONE, ["header-removed breaking"]),
    (f"{POST}.responses.200.headers.x-total.required", False, ["header-became-optional breaking"]),
    (f"{POST}.responses.200.headers.x-more", {}, ["header-added safe"]),
    (f"{POST}.responses.200.content.application/json", GONE, ["media-type-removed breaking"]),
    (f"{OUT}.properties.note", GONE, ["property-removed breaking"]),
    (f"{OUT}.properties.extra", {"type": "string"}, ["property-added safe"]),
    (f"{OUT}.required", GONE, ["property-became-optional breaking"]),
    (f"{OUT}.required", ["name", "kind"], ["property-became-required safe"]),
    (f"{OUT}.properties.name.type", ["string", "null"], ["became-nullable breaking"]),
    (f"{OUT}.properties.note.type", "string", ["became-not-nullable safe"]),
    (f"{OUT}.properties.kind.enum", ["a", "b", "c"], ["enum-value-added breaking"]),
    (f"{OUT}.properties.kind.enum", ["a"], ["enum-value-removed safe"]),
    (f"{OUT}.properties.parent", {"$ref": "#/components/schemas/Out"}, ["became-not-nullable safe"]),
    (f"{OUT}.not", {"required": ["x"]}, ["not-changed safe"]),
    ("security", [{"key": []}], ["security-added breaking"]),
    ("info.description", "More words.", ["document-described documentation"]),
    ("servers", [{"url": "/v2"}], ["server-removed breaking"]),
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


@pytest.mark.parametrize(("path", "value", "entries"), TABLE, ids=[f"{row[0]} {row[2]}" for row in TABLE])
def test_one_edit(path, value, entries):
    report = diff(load(DOCUMENT), edit(path, value))
    assert [_told(cause) for cause in report.causes] == entries
    for cause in report.causes:
        for side in cause.sides:
            assert side.reason
            assert (side.proof is not None) == (side.verdict is Verdict.BREAKING)
    worst = {word.rpartition(" ")[2] for word in entries} & {"breaking", "unknown"}
    assert report.verdict.value == (min(worst) if worst else "safe")


def _told(cause):
    return f"{cause.check} {'documentation' if cause.documentation else cause.verdict.value}"


def told(old, new):
    return [_told(cause) for cause in diff(old, new).causes]


def test_equal_contracts_have_no_change():
    contract = load(DOCUMENT)
    report = diff(contract, load(DOCUMENT))
    assert report.causes == ()
    assert report.verdict is Verdict.SAFE
    assert diff(contract, edit("info.version", "1.0.1")).causes == ()


def test_what_several_operations_share_is_told_once():
    (cause,) = diff(load(DOCUMENT), edit(f"{OUT}.properties.note", GONE)).causes
    assert cause.old == "/components/schemas/Out/properties/note"
    assert cause.new == "/components/schemas/Out"
    assert [(each.operation, each.position, each.path) for each in cause.reach] == [
        ("getItem", "response 200 application/json", ""),
        ("changeItem", "response 200 application/json", ""),
    ]


def test_names_of_path_variables_do_not_matter():
    document = copy.deepcopy(DOCUMENT)
    item = document["paths"].pop("/items/{id}")
    item["parameters"][0]["name"] = "item"
    document["paths"]["/items/{item}"] = item
    report = diff(load(DOCUMENT), load(document))
    assert report.verdict is Verdict.SAFE
    assert [cause.check for cause in report.causes] == ["path-renamed"]


def test_security_that_asks_for_less_is_safe():
    old, new = edit("security", [{"key": []}]), edit("security", [{"key": []}, {}])
    assert diff(old, new).verdict is Verdict.SAFE
    assert diff(new, old).verdict is Verdict.BREAKING


def test_nullable_by_a_choice_and_by_a_type_are_the_same():
    choice = {"anyOf": [{"type": "string"}, {"type": "null"}]}
    assert diff(load(DOCUMENT), edit(f"{OUT}.properties.note", choice)).verdict is Verdict.SAFE
    assert diff(edit(f"{OUT}.properties.note", choice), load(DOCUMENT)).verdict is Verdict.SAFE


def test_circles_end():
    contract = load_contract(CORPUS / "cycles.yaml")
    assert diff(contract, load_contract(CORPUS / "cycles.yaml")).causes == ()
    tree: Any = copy.deepcopy(contract.tree)
    tree["components"]["schemas"]["Company"]["properties"]["owner"] = {"type": "string"}
    (cause,) = diff(contract, load(tree)).causes
    assert cause.verdict is Verdict.BREAKING


def test_branches_are_paired():
    def with_branches(*branches):
        return edit(f"{OUT}.properties.pet", {"oneOf": list(branches)})

    cat = {"type": "object", "properties": {"purrs": {"type": "boolean"}}, "required": ["purrs"]}
    dog = {"type": "object", "properties": {"barks": {"type": "boolean"}}, "required": ["barks"]}
    fish = {"type": "object", "properties": {"swims": {"type": "boolean"}}, "required": ["swims"]}
    assert told(with_branches(cat, dog), with_branches(dog, cat)) == []
    assert told(with_branches(cat, dog), with_branches(cat, dog, fish)) == ["one-of-changed breaking"]
    assert told(with_branches(cat, dog, fish), with_branches(dog, fish)) == ["one-of-changed safe"]
