"""A generated document is mended so far that it can be used, and no further."""

from __future__ import annotations

import json
from typing import Any

from apiyard.core.finding import Severity
from apiyard.design.lint import lint
from apiyard.design.mend import mend
from apiyard.design.read_ruleset import builtin
from apiyard.spec.inventory import inventory_of
from apiyard.spec.load import contract_from_bytes

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1.0.0"},
    "paths": {
        "/things/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "int"}}],
            "get": {"responses": {"200": {"description": "ok"}}},
            "put": {"operationId": "getThingsId", "responses": {"200": {"description": "ok"}}},
        },
        "/any/{what}/{ever}": {"get": {"responses": {"200": {"description": "ok"}}}},
    },
}


def test_ids_types_and_variables_are_mended_and_told():
    before = json.dumps(DOCUMENT)
    made, mends = mend(DOCUMENT)
    mended: Any = made
    assert json.dumps(DOCUMENT) == before
    assert mended["paths"]["/things/{id}"]["get"]["operationId"] == "getThingsId2"
    assert mended["paths"]["/things/{id}"]["parameters"][0]["schema"] == {"type": "integer"}
    assert [each["name"] for each in mended["paths"]["/any/{what}/{ever}"]["get"]["parameters"]] == ["what", "ever"]
    assert {each.count for each in mends} == {1, 2}
    contract = contract_from_bytes(json.dumps(mended).encode())
    found = lint(inventory_of(contract), builtin("apiyard:recommended").for_document("contract"))
    assert not [each for each in found if each.severity is Severity.ERROR]


def test_mending_twice_changes_nothing():
    once, _ = mend(DOCUMENT)
    again, mends = mend(once)
    assert again == once
    assert mends == ()


def test_variables_are_required_and_strange_members_of_the_contact_are_extensions():
    variable = {"name": "id", "in": "path", "schema": {"type": "string"}}
    tree: Any = {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1.0.0", "contact": {"name": "B", "responsibleDeveloper": "C"}},
        "paths": {"/things/{id}": {"get": {"operationId": "a", "parameters": [variable], "responses": {}}}},
    }
    made, told = mend(tree)
    mended: Any = made
    assert mended["info"]["contact"] == {"name": "B", "x-responsibleDeveloper": "C"}
    assert mended["paths"]["/things/{id}"]["get"]["parameters"][0]["required"] is True
    assert {each.count for each in told} == {1}
    assert tree["info"]["contact"]["responsibleDeveloper"] == "C"
    assert mend(mended)[1] == ()
