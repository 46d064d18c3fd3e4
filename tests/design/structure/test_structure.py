"""What is wrong with a document is told at the places where linters of the field tell it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from apiyard.design.structure.formats import FORMATS
from apiyard.design.structure.verdict import structure

_INFO = {"title": "Pets", "version": "1.0.0"}
_OK = {"200": {"description": "Fine."}}
_2: dict[str, Any] = {"swagger": "2.0", "info": _INFO, "paths": {"/a": {"get": {"responses": _OK}}}}
_3_0: dict[str, Any] = {"openapi": "3.0.3", "info": _INFO, "paths": {"/a": {"get": {"responses": _OK}}}}
_3_1: dict[str, Any] = {**_3_0, "openapi": "3.1.0"}
_3_2: dict[str, Any] = {**_3_0, "openapi": "3.2.0"}
_DOCUMENTS = {"oas2": _2, "oas3_0": _3_0, "oas3_1": _3_1, "oas3_2": _3_2}


def _places(format_: str, at: str, value: object) -> set[str]:
    document = deepcopy(_DOCUMENTS[format_])
    holder: Any = document
    names = at.split(".")
    for name in names[:-1]:
        holder = holder.setdefault(name, {})
    holder[names[-1]] = value
    return {".".join(map(str, fault.path)) for fault in structure(format_).faults(document)}


@pytest.mark.parametrize("format_", _DOCUMENTS)
def test_that_a_document_in_order_has_no_faults(format_: str) -> None:
    assert structure(format_).is_valid(_DOCUMENTS[format_])
    assert structure(format_).faults(_DOCUMENTS[format_]) == []


_TEXT = {"type": "string"}
_CASES: list[tuple[str, str, object, set[str]]] = [
    ("oas2", "bogus", 1, {"bogus"}),
    ("oas2", "host", "a/b", {"host"}),
    ("oas2", "definitions.A", {"type": "strin"}, {"definitions.A.type"}),
    ("oas2", "definitions.A", {"type": ["string", "x"]}, {"definitions.A.type", "definitions.A.type.1"}),
    ("oas2", "securityDefinitions.k", {"type": "http"}, {"securityDefinitions"}),
    ("oas2", "securityDefinitions.basic", {"type": "http"}, {"securityDefinitions.basic"}),
    ("oas3_0", "info", {"title": "Pets", "version": 1}, {"info.version"}),
    ("oas3_0", "info", {"version": "1"}, {"info"}),
    ("oas3_0", "components.schemas.A", {"type": "null"}, {"components.schemas.A.type"}),
    ("oas3_0", "components.schemas.A", {"const": 1}, {"components.schemas.A.const"}),
    ("oas3_0", "components.schemas.A", {"additionalProperties": 1}, {"components.schemas.A.additionalProperties"}),
    ("oas3_0", "components.parameters.A", {"name": "a", "schema": _TEXT}, {"components.parameters.A"}),
    (
        "oas3_0",
        "components.parameters.A",
        {"name": "a", "in": "path", "schema": _TEXT, "style": "form"},
        {"components.parameters.A", "components.parameters.A.style"},
    ),
    ("oas3_0", "components.securitySchemes.s", {"type": "mutualTLS"}, {"components.securitySchemes.s.type"}),
    ("oas3_0", "paths.a", {}, {"paths.a"}),
    ("oas3_1", "bogus", 1, {""}),
    ("oas3_1", "paths.a", {}, {"paths"}),
    ("oas3_1", "components.schemas.A", {"nullable": True}, set()),
    ("oas3_1", "components.schemas.A", {"type": "strin"}, {"components.schemas.A.type"}),
    ("oas3_1", "components.schemas.A", {"discriminator": {}}, {"components.schemas.A.discriminator"}),
    ("oas3_1", "components.schemas.A", {"not": {"discriminator": {}}}, set()),
    ("oas3_1", "components.schemas.a b", {}, {"components.schemas"}),
    (
        "oas3_1",
        "components.parameters.A",
        {"name": "a", "in": "query", "schema": _TEXT, "style": "simple"},
        {"components.parameters.A", "components.parameters.A.style"},
    ),
    ("oas3_1", "components.securitySchemes.s", {"type": "http"}, {"components.securitySchemes.s"}),
    ("oas3_1", "components.responses.r", {}, {"components.responses.r"}),
    ("oas3_2", "components.responses.r", {}, set()),
    ("oas3_2", "components.schemas.A", {"not": {"discriminator": 1}}, {"components.schemas.A.not.discriminator"}),
    (
        "oas3_2",
        "components.mediaTypes.m",
        {"encoding": {}, "itemEncoding": {}},
        {"components.mediaTypes.m.itemEncoding"},
    ),
    ("oas3_2", "paths./a.additionalOperations", {"GET": {}}, {"paths./a.additionalOperations"}),
    ("oas3_2", "paths./a.additionalOperations", {"COPY": {"responses": _OK}}, set()),
    (
        "oas3_2",
        "paths./a.parameters",
        [{"name": each, "in": "querystring", "content": {"a/b": {}}} for each in "ab"],
        {"paths./a.parameters"},
    ),
]


@pytest.mark.parametrize(("format_", "at", "value", "places"), _CASES)
def test_that_faults_are_told_at_their_places(format_: str, at: str, value: object, places: set[str]) -> None:
    assert _places(format_, at, value) == places


def test_that_faults_say_what_is_wrong() -> None:
    document = {**_3_0, "pahts": {}}
    assert [fault.message for fault in structure("oas3_0").faults(document)] == [
        'has "pahts", which is not expected there'
    ]


@pytest.mark.parametrize(
    ("text", "uri", "reference"),
    [
        ("https://example.com/a?b#c", True, True),
        ("mailto:a@example.com", True, True),
        ("https://[::1]:80/", True, True),
        ("#/components/schemas/A", False, True),
        ("/a/b", False, True),
        ("", False, True),
        ("a b", False, False),
        ("https://example.com/{id}", False, False),
        ("https://[", False, False),
    ],
)
def test_that_addresses_are_told_apart(text: str, uri: bool, reference: bool) -> None:
    assert (FORMATS["uri"](text), FORMATS["uri-reference"](text)) == (uri, reference)


def test_that_mail_addresses_and_patterns_are_told_from_other_texts() -> None:
    assert FORMATS["email"]("ann@example.com")
    assert not FORMATS["email"]("ann@example")
    assert FORMATS["regex"]("^(?=a)[a-z]+$")
    assert not FORMATS["regex"]("(")
    assert not FORMATS["regex"]("a\\Z")


def test_that_deep_documents_are_judged_too() -> None:
    schema: dict[str, Any] = {"type": "strin"}
    for _ in range(150):
        schema = {"allOf": [schema]}
    found = structure("oas3_1").faults({**_3_1, "components": {"schemas": {"A": schema}}})
    assert found
