"""Rules of the surface that examples of single checks do not show."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from apiyard.design.cause import Strictness, Verdict
from apiyard.design.diffing.options import DiffOptions
from apiyard.design.diffing.run import compare
from apiyard.spec.load import contract_from_bytes

WIDE = {"type": "object", "properties": {"a": {"type": "string"}}}
NARROW = {"type": "object", "properties": {"a": {"type": "string", "enum": ["x"]}}}
CLOSED = {**NARROW, "additionalProperties": False}


def document(operation: Any = None, path: str = "/orders", method: str = "post", **rest: Any) -> dict[str, Any]:
    held = {"operationId": "o", "responses": {"200": {"description": ""}}, **(operation or {})}
    return {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {path: {method: held}}, **rest}


def told(old: Any, new: Any, strictness: Strictness = Strictness.WIRE) -> dict[str, Verdict]:
    both = [contract_from_bytes(json.dumps(each).encode()) for each in (old, new)]
    causes = compare(*both, options=DiffOptions(strictness, today=date(2026, 11, 22))).causes
    assert len({cause.fingerprint for cause in causes}) == len(causes)
    return {cause.check: cause.verdict for cause in causes}


def replies(**statuses: Any) -> dict[str, Any]:
    held = {
        name.removeprefix("s"): {"description": "", "content": {"application/json": {"schema": schema}}}
        for name, schema in statuses.items()
    }
    return document({"responses": held})


def takes(**content: Any) -> dict[str, Any]:
    body = {"required": True, "content": {name.replace("_", "/"): {"schema": each} for name, each in content.items()}}
    return document({"requestBody": body})


@pytest.mark.parametrize(
    ("old", "new", "verdicts"),
    [
        # What came as 404 comes under the default now: are all its bodies allowed there?
        (
            replies(s200=WIDE, s404=NARROW, default=NARROW),
            replies(s200=WIDE, default=NARROW),
            {"response-removed": "safe"},
        ),
        (
            replies(s200=WIDE, s404=NARROW, default=WIDE),
            replies(s200=WIDE, default=WIDE),
            {"response-removed": "breaking"},
        ),
        (
            replies(s200=WIDE, default=NARROW),
            replies(s200=WIDE, s404=WIDE, default=NARROW),
            {"response-added": "breaking"},
        ),
        (replies(s200=WIDE, default=WIDE), replies(s200=WIDE, s404=NARROW, default=WIDE), {"response-added": "safe"}),
        # Clients ignore members that they do not know, so a closed object is open to them.
        (
            replies(s200=WIDE, default=CLOSED),
            replies(s200=WIDE, s404=NARROW, default=CLOSED),
            {"response-added": "safe"},
        ),
        (replies(s2XX=WIDE, default=WIDE), replies(default=WIDE), {"response-removed": "safe"}),
        (replies(s2XX=NARROW, default=WIDE), replies(default=WIDE), {"response-removed": "breaking"}),
    ],
)
def test_bodies_that_come_under_another_status(old, new, verdicts):
    found = told(old, new)
    assert {check: str(verdict) for check, verdict in found.items()} == verdicts


@pytest.mark.parametrize(
    ("old", "new", "verdicts"),
    [
        # A nearer key takes bodies that fell under a range.
        (
            takes(**{"application_*": WIDE}),
            takes(**{"application_*": WIDE, "application_json": NARROW}),
            {"media-type-added": "breaking"},
        ),
        (
            takes(**{"application_*": NARROW}),
            takes(**{"application_*": NARROW, "application_json": WIDE}),
            {"media-type-added": "safe"},
        ),
        # A range takes bodies of a key that is gone.
        (
            takes(**{"application_*": NARROW, "application_json": WIDE}),
            takes(**{"application_*": NARROW}),
            {"media-type-removed": "breaking"},
        ),
        (
            takes(**{"application_*": WIDE, "application_json": NARROW}),
            takes(**{"application_*": WIDE}),
            {"media-type-removed": "safe"},
        ),
    ],
)
def test_bodies_that_fall_under_another_media_type(old, new, verdicts):
    found = told(old, new)
    assert {check: str(verdict) for check, verdict in found.items()} == verdicts


def test_an_operation_whose_calls_another_one_answers_is_gone_all_the_same():
    old = document(path="/users/me", method="get")
    other = document({"operationId": "u"}, path="/users/{id}", method="get")["paths"]
    new = {**old, "paths": other}
    assert told({**old, "paths": {**old["paths"], **other}}, new) == {"path-removed": Verdict.BREAKING}


@pytest.mark.parametrize(
    ("schema", "wire", "strict"),
    [
        ({"type": "integer"}, Verdict.SAFE, Verdict.SAFE),
        ({"type": "string"}, Verdict.SAFE, Verdict.BREAKING),
        ({"type": "string", "enum": ["me", "you"]}, Verdict.BREAKING, Verdict.BREAKING),
    ],
)
def test_a_new_path_takes_calls_only_where_they_were_valid(schema, wire, strict):
    parameters = [{"name": "id", "in": "path", "required": True, "schema": schema}]
    old = document({"parameters": parameters}, path="/users/{id}", method="get")
    mine = document({"operationId": "m"}, path="/users/me", method="get")["paths"]
    new = {**old, "paths": {**old["paths"], **mine}}
    assert told(old, new) == {"path-added": wire}
    assert told(old, new, Strictness.WIRE_STRICT) == {"path-added": strict}


def test_schemes_are_known_by_what_is_sent_not_by_name():
    def one(name: str, scheme: Any) -> dict[str, Any]:
        return document({"security": [{name: []}]}, components={"securitySchemes": {name: scheme}})

    key = {"type": "apiKey", "in": "header", "name": "X-Key"}
    found = told(one("a", key), one("b", {**key, "description": "the key"}))
    assert found["security-alternative-removed"] is Verdict.SAFE
    assert Verdict.BREAKING not in found.values()
    found = told(one("a", key), one("b", {**key, "name": "X-Other"}))
    assert found["security-alternative-removed"] is Verdict.BREAKING


def test_security_of_the_whole_document_is_one_cause():
    paths = {f"/p{index}": document()["paths"]["/orders"] for index in range(5)}
    for index, item in enumerate(paths.values()):
        item["post"] = {**item["post"], "operationId": f"o{index}"}
    schemes = {"components": {"securitySchemes": {"k": {"type": "apiKey", "in": "header", "name": "K"}}}}
    old = {**document(), "paths": paths, **schemes}
    assert told(old, {**old, "security": [{"k": []}]}) == {"security-added": Verdict.BREAKING}


def test_a_shared_parameter_is_one_cause():
    shared = {"parameters": {"Limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}}}
    required = {"parameters": {"Limit": {**shared["parameters"]["Limit"], "required": True}}}
    held = {"parameters": [{"$ref": "#/components/parameters/Limit"}]}
    paths = {f"/p{index}": document({**held, "operationId": f"o{index}"})["paths"]["/orders"] for index in range(5)}
    old = {**document(), "paths": paths, "components": shared}
    new = {**document(), "paths": paths, "components": required}
    both = [contract_from_bytes(json.dumps(each).encode()) for each in (old, new)]
    (cause,) = compare(*both).causes
    assert cause.check == "parameter-became-required"
    assert len(cause.reach) == 5


@pytest.mark.parametrize("strictness", list(Strictness))
def test_equal_contracts_have_no_causes(strictness):
    old = takes(application_json=WIDE)
    assert told(old, json.loads(json.dumps(old)), strictness) == {}


def test_removed_before_and_after_the_sunset():
    def one(sunset: str) -> dict[str, Any]:
        both = document({"deprecated": True, "x-sunset": sunset})
        return {**both, "paths": {**both["paths"], **document({"operationId": "p"}, path="/other")["paths"]}}

    new = document({"operationId": "p"}, path="/other")
    assert told(one("2026-11-22"), new) == {"path-removed": Verdict.SAFE}
    assert told(one("2026-11-23"), new) == {"path-removed": Verdict.BREAKING}
