"""Each measure counts what its definition says, and nothing else."""

from __future__ import annotations

import json

import pytest

from apiyard.spec.exchange import Reply, Request
from apiyard.spec.load import contract_from_bytes
from apiyard.verify.coverage.gather import Gatherer
from apiyard.verify.coverage.measure import measures

DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1.0.0"},
    "components": {
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "oauth": {"type": "oauth2", "flows": {}},
            "unused": {"type": "http", "scheme": "basic"},
        },
        "schemas": {
            "Cat": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}},
            },
            "Dog": {
                "type": "object",
                "required": ["kind"],
                "properties": {"kind": {"const": "dog"}, "tricks": {"type": "array", "items": {"type": "string"}}},
            },
            "Pet": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "readOnly": True},
                    "pin": {"type": "string", "writeOnly": True},
                    "parent": {"$ref": "#/components/schemas/Pet"},
                    "animal": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]},
                },
            },
        },
    },
    "paths": {
        "/pets/{id}": {
            "put": {
                "operationId": "putPet",
                "security": [{"key": []}, {"oauth": []}],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}},
                    {"name": "dry", "in": "query", "schema": {"type": "boolean"}},
                ],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}},
                "responses": {
                    "200": {
                        "description": "fine",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                    },
                    "4XX": {"description": "no"},
                    "default": {"description": "other"},
                },
            }
        }
    },
}
CONTRACT = contract_from_bytes(json.dumps(DOCUMENT).encode())
JSON = ("content-type", "application/json")


def covered(*exchanges, headers=()):
    """Give met names, total and missing by measure for exchanges of a method, path, body and reply."""
    gatherer = Gatherer(CONTRACT, headers)
    for request, reply in exchanges:
        gatherer.take("putPet", request, reply)
    return {each.measure: each for each in gatherer.covered(CONTRACT.operations)}


def put(path="/pets/1", query="", body=b"", headers=()):
    return Request("PUT", path, query, (JSON, *headers) if body else headers, body)


def missing(found, measure):
    return set(found[measure].missing)


def test_nothing_was_asked():
    found = covered()
    assert {name: (each.met, each.total) for name, each in found.items()} == {
        "operation": (0, 1),
        "parameter": (0, 3),
        "schema-property": (0, 14),  # seven on each side: id is read-only, pin is write-only
        "security": (0, 2),
        "status": (0, 3),
    }
    assert set(found) == set(measures())


def test_an_operation_counts_when_it_did_its_work():
    key = (("x-key", "k"),)
    assert covered((put(headers=key), Reply(204)))["operation"].met == 1
    assert covered((put(headers=key), Reply(404)))["operation"].met == 1
    for request, reply in (
        (put(), Reply(401)),
        (put(headers=key), Reply(503)),
        (put("/pets/x", headers=key), Reply(400)),
        (put(headers=key), None),
    ):
        assert covered((request, reply))["operation"].met == 0


def test_a_status_counts_for_its_closest_key():
    assert missing(covered((put(), Reply(404))), "status") == {"putPet 200", "putPet default"}
    assert missing(covered((put(), Reply(503))), "status") == {"putPet 200", "putPet 4XX"}


def test_a_parameter_counts_with_a_value_that_the_contract_takes():
    assert missing(covered((put("/pets/x", "dry=true"), Reply(400))), "parameter") == {
        "putPet path id",
        "putPet body application/json",
    }
    assert missing(covered((put(query="dry=maybe", body=b"{}"), Reply(400))), "parameter") == {"putPet query dry"}
    assert missing(covered((put(body=b"["), Reply(400))), "parameter") >= {"putPet body application/json"}


def test_a_property_counts_on_the_side_that_it_travels_on():
    sent = json.dumps({"pin": "1", "animal": {"kind": "cat", "lives": 9}}).encode()
    answer = Reply(200, (JSON,), json.dumps({"id": "a", "parent": {"animal": {"kind": "dog", "tricks": []}}}).encode())
    left = missing(covered((put(body=sent), answer)), "schema-property")
    schemas = "/components/schemas/"
    assert left == {
        f"request {schemas}Pet/properties/parent",
        f"request {schemas}Dog/properties/kind",
        f"request {schemas}Dog/properties/tricks",
        f"response {schemas}Cat/properties/kind",
        f"response {schemas}Cat/properties/lives",
    }


def test_properties_of_a_bad_body_were_not_sent():
    bad = json.dumps({"pin": 1}).encode()
    assert covered((put(body=bad), Reply(400)))["schema-property"].met == 0


def test_a_scheme_counts_when_it_opened_an_operation():
    assert missing(covered((put(), Reply(200))), "security") == {"key", "oauth"}
    assert missing(covered((put(headers=(("x-key", "k"),)), Reply(403))), "security") == {"key", "oauth"}
    assert missing(covered((put(headers=(("x-key", "k"),)), Reply(200))), "security") == {"oauth"}
    assert missing(covered((put(), Reply(404)), headers=(("Authorization", "Bearer t"),)), "security") == {"key"}


def test_a_share_is_whole_only_when_nothing_is_missing():
    found = covered((put(), Reply(200)))
    assert found["status"].percent == pytest.approx(100 / 3)
    assert covered()["operation"].percent == 0
    assert covered((put(headers=(("x-key", "k"),)), Reply(200)))["operation"].percent == 100


def test_what_each_operation_was_asked():
    gatherer = Gatherer(CONTRACT)
    for reply in (Reply(200), Reply(404), Reply(200), None):
        gatherer.take("putPet", put(), reply)
    (row,) = gatherer.asked(CONTRACT.operations, {"putPet": 2})
    assert (row.method, row.path, row.cases, row.failures) == ("PUT", "/pets/{id}", 4, 2)
    assert row.statuses == {"200": 2, "404": 1, "none": 1}
