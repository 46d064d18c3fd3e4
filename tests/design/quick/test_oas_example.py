"""Examples are judged as the field's linters do, and the quick way says what the careful one says."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from apiyard.design.lint import lint
from apiyard.design.quick import verdict
from apiyard.design.read_ruleset import builtin
from apiyard.design.ruleset import Active
from apiyard.spec.inventory import inventory_of_bytes

_RULES = [f"oas{version}-valid-{kind}-example" for version in (2, 3) for kind in ("media", "schema")]


@pytest.fixture(name="active", scope="module")
def _active() -> Active:
    known = builtin("spectral:oas").for_document("a.json")
    rules = {name: replace(each, severity=each.rule.severity) for name, each in known.rules.items() if name in _RULES}
    return replace(known, rules=rules)


def _found(active: Active, document: dict[str, Any]) -> list[str]:
    inventory = inventory_of_bytes(json.dumps(document).encode(), "a.json")
    return sorted(each.location.pointer for each in lint(inventory, active) if each.rule in _RULES)


def _of_3(version: str, content: dict[str, Any], where: str = "responses", **schemas: Any) -> dict[str, Any]:
    body = {"content": {"application/json": content}}
    operation = {"responses": {"200": {"description": "", **body}}} if where == "responses" else {"requestBody": body}
    paths = {"/a": {"post": operation}}
    return {
        "openapi": version,
        "info": {"title": "A", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


_AT = "/paths/~1a/post/responses/200/content/application~1json"
_ID = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer", "readOnly": True}}}
_CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("3.0.3", {"schema": {"type": "string"}, "example": 1}, ["/example"]),
    ("3.0.3", {"schema": {"type": "string", "nullable": True}, "example": None}, []),
    ("3.0.3", {"schema": {"nullable": True}, "example": None}, ["/example"]),
    ("3.1.0", {"schema": {"type": ["string", "null"]}, "example": None}, []),
    ("3.0.3", {"schema": {"type": ["string", "null"]}, "example": None}, []),
    ("3.0.3", {"schema": {"type": "integer", "minimum": 1, "exclusiveMinimum": True}, "example": 1}, ["/example"]),
    ("3.1.0", {"schema": {"type": "integer", "exclusiveMinimum": 1}, "example": 1}, ["/example"]),
    ("3.0.3", {"schema": {"type": "integer", "exclusiveMinimum": 0}, "example": 1}, ["/example"]),
    ("3.0.3", {"schema": {"type": "string", "format": "email"}, "example": "ann"}, ["/example"]),
    ("3.0.3", {"schema": {"type": "string", "format": "slug"}, "example": "a b"}, []),
    ("3.0.3", {"schema": {"type": "integer", "format": "int32"}, "example": 2**31}, ["/example"]),
    ("3.0.3", {"schema": {"type": "string", "pattern": "^[a-z]+$"}, "example": "A"}, ["/example"]),
    ("3.0.3", {"schema": {"type": "string"}, "example": "a", "examples": {"b": {"value": 1}}}, []),
    (
        "3.0.3",
        {
            "schema": {"type": "string"},
            "examples": {"a": {"value": 1}, "b": {"externalValue": "x"}, "c": {"value": "c"}, "d": {}},
        },
        ["/examples/a/value", "/examples/d"],
    ),
    ("3.0.3", {"schema": {"$ref": "#/components/schemas/Loop"}, "example": 1}, []),
    ("3.0.3", {"schema": {"$ref": "#/components/schemas/Name"}, "example": 1}, ["/example"]),
    (
        "3.0.3",
        {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/Name"}}, "example": ["a", 1]},
        ["/example/1"],
    ),
    ("3.0.3", {"schema": {"type": "object", "required": True}, "example": {}}, ["/example"]),
    ("3.0.3", {"schema": _ID, "example": {}}, ["/example"]),
]
_SCHEMAS: dict[str, Any] = {
    "Loop": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Loop"}}},
    "Name": {"type": "string"},
}


@pytest.mark.parametrize(("version", "content", "places"), _CASES)
def test_that_examples_are_judged(active: Active, version: str, content: dict[str, Any], places: list[str]) -> None:
    assert _found(active, _of_3(version, content, **_SCHEMAS)) == [_AT + place for place in places]


def test_that_what_only_answers_have_may_miss_in_requests(active: Active) -> None:
    assert _found(active, _of_3("3.0.3", {"schema": _ID, "example": {}}, "requestBody")) == []


def test_that_examples_of_2_0_are_judged(active: Active) -> None:
    parameter = {"name": "a", "in": "query", "type": "integer", "required": True, "default": "x"}
    response = {
        "description": "",
        "schema": {"type": "string", "x-nullable": True},
        "examples": {"a/b": None, "c/d": 1},
    }
    document = {
        "swagger": "2.0",
        "info": {"title": "A", "version": "1"},
        "paths": {"/a": {"get": {"parameters": [parameter], "responses": {"200": response}}}},
        "definitions": {"A": {"type": "integer", "x-example": "a"}},
    }
    assert _found(active, document) == [
        "/definitions/A/x-example",
        "/paths/~1a/get/parameters/0/default",
        "/paths/~1a/get/responses/200/examples/c~1d",
    ]


def _schema(rng: random.Random, depth: int) -> dict[str, Any]:
    """Make a schema, now and then a wrong one."""
    if depth and rng.random() < 0.15:
        return {"$ref": f"#/components/schemas/{rng.choice(['Loop', 'Name', 'Tree', 'Gone'])}"}
    kind = rng.choice(["string", "integer", "object", "array", "any", "choice"] if depth < 3 else ["string", "integer"])
    extra: dict[str, Any] = {"nullable": True} if rng.random() < 0.2 else {}
    if kind == "object":
        names = rng.sample("abcd", 2)
        properties = {name: {**_schema(rng, depth + 1)} for name in names}
        if rng.random() < 0.3:
            properties[names[0]]["readOnly"] = True
        closed = {"additionalProperties": rng.choice([False, {"type": "string"}])} if rng.random() < 0.5 else {}
        return {"type": "object", "properties": properties, "required": names[:1], **closed, **extra}
    if kind == "array":
        return {"type": "array", "items": _schema(rng, depth + 1), "minItems": 1, **extra}
    if kind == "choice":
        return {rng.choice(["anyOf", "oneOf", "allOf"]): [_schema(rng, depth + 1) for _ in range(2)]}
    if kind == "any":
        return rng.choice([{}, {"enum": ["a", 1]}, {"not": _schema(rng, depth + 1)}, {"type": "strin"}, extra])
    word: dict[str, Any] = rng.choice(
        [{"minLength": 2}, {"format": "date"}, {"pattern": "^a"}, {"enum": ["a"]}, {"maximum": 2}, {}]
    )
    return {"type": kind, **word, **extra}


def _value(rng: random.Random, depth: int = 0) -> Any:
    kinds = ["a", "ab", 1, 3, None, 1.5, "2020-01-01"]
    if depth < 3 and rng.random() < 0.6:
        if rng.random() < 0.5:
            return [_value(rng, depth + 1) for _ in range(rng.randrange(3))]
        return {name: _value(rng, depth + 1) for name in rng.sample("abcde", rng.randrange(4))}
    return rng.choice(kinds)


def _documents(version: str) -> Iterator[dict[str, Any]]:
    for seed in range(150):
        rng = random.Random(f"{version} {seed}")
        content = {"schema": _schema(rng, 0), "examples": {str(at): {"value": _value(rng)} for at in range(4)}}
        tree = _schema(rng, 1)
        yield _of_3(version, content, rng.choice(["responses", "requestBody"]), Tree=tree, **_SCHEMAS)


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_that_the_quick_way_says_what_the_careful_one_says(
    active: Active, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = list(_documents(version))
    quick = [_found(active, document) for document in documents]
    monkeypatch.setattr(verdict, "verdicts", lambda *_, **__: None)
    fresh = replace(active)
    careful = [_found(fresh, document) for document in documents]
    assert quick == careful
    assert any(quick)
    assert not all(quick)
