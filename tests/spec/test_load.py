"""Contracts out of files: versions, references, places, bundles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from apiyard.core.digest import digest_bytes
from apiyard.core.errors import ApiyardError, ForbiddenError, InvalidInputError, NotFoundError, UnknownNameError
from apiyard.spec.contract import Contract
from apiyard.spec.load import contract_from_bytes, load_contract
from apiyard.spec.pointer import MISSING, from_fragment, get
from apiyard.spec.walk import walk

CORPUS = Path(__file__).parent.parent / "corpus"
NAMES = ["petstore.yaml", "swagger.yaml", "cycles.yaml", "files/openapi.yaml"]


def tree(contract: Contract) -> Any:
    return contract.tree


@pytest.mark.parametrize("name", NAMES)
def test_a_bundle_reads_back_to_the_same_contract(name):
    contract = load_contract(CORPUS / name)
    data = contract.bundle()
    again = contract_from_bytes(data)
    assert again.digest == contract.digest == digest_bytes(data)
    assert {each.id: each for each in again.operations} == {each.id: each for each in contract.operations}
    assert again.source_version == contract.source_version
    assert again.bundle() == data


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_is_internal_and_leads_somewhere(name):
    contract = load_contract(CORPUS / name)
    found = 0
    for _, node, _ in walk(contract.tree):
        if "$ref" in node:
            found += 1
            assert node["$ref"].startswith("#/")
            assert get(contract.tree, from_fragment(node["$ref"][1:])) is not MISSING
    assert found


def test_the_nouns_of_a_contract():
    contract = load_contract(CORPUS / "petstore.yaml")
    assert (contract.title, contract.version, contract.source_version) == ("Petstore", "1.0.0", "3.1.0")
    assert contract.servers == ("https://eu.example.com/v1",)
    assert [each.id for each in contract.operations] == [
        "listPets",
        "createPet",
        "myPets",
        "getPet",
        "deletePet",
        "getPhoto",
    ]
    create = contract.operation("createPet")
    assert (create.method, create.path, create.tags) == ("post", "/pets", ("pets",))
    assert create.security == ({"key": ()},)
    assert set(create.responses) == {"201", "4XX"}
    with pytest.raises(UnknownNameError) as caught:
        contract.operation("createPat")
    assert "createPet" in caught.value.hint


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("", 1, 1),
        ("/info/title", 3, 3),
        ("/paths/~1pets/get", 15, 5),
        ("/paths/~1pets/get/parameters/1", 23, 11),
        ("/components/schemas/Pet/properties/kind", 146, 9),
        ("/components/schemas/Pet/nothing/here", 139, 5),
    ],
)
def test_places_in_yaml(pointer, line, column):
    place = load_contract(CORPUS / "petstore.yaml").locate(pointer)
    assert (place.line, place.column) == (line, column)
    assert place.document.endswith("petstore.yaml")


def test_places_in_json():
    text = '{\n "openapi": "3.1.0", "é": {"a": [10, {"b~/c": 1}]},\n "info": {"title": "t", "version": "1"}}'
    contract = contract_from_bytes(text.encode())
    for pointer, piece in [("/openapi", '"openapi"'), ("/é/a", '"a"'), ("/é/a/1", "{"), ("/é/a/1/b~0~1c", '"b~/c"')]:
        place = contract.locate(pointer)
        assert text.split("\n")[place.line - 1][place.column - 1 :].startswith(piece)


def test_places_reach_into_other_files_and_older_versions():
    files = load_contract(CORPUS / "files" / "openapi.yaml")
    assert str(files.locate("/components/schemas/box/properties/width")).endswith(
        "files/schemas/box.yaml:4:3#/properties/width"
    )
    assert files.locate("/paths/~1items/get").document.endswith("files/paths/items.yaml")
    old = load_contract(CORPUS / "swagger.yaml")
    assert old.locate("/components/schemas/Thing/required").pointer == "/definitions/Thing/required"
    body = old.locate("/paths/~1things/post/requestBody/content/application~1json")
    assert body.pointer == "/paths/~1things/post/parameters/0"


def test_several_files_become_one():
    contract = load_contract(CORPUS / "files" / "openapi.yaml")
    assert set(tree(contract)["components"]["schemas"]) == {"Item", "Item_2", "box"}
    item = tree(contract)["components"]["schemas"]["Item_2"]["properties"]
    assert item["note"] == {"$ref": "#/components/schemas/Item/properties/note"}
    assert len(contract.documents) == 4
    schema = contract.operation("listItems").responses["200"].content["application/json"].schema
    assert schema is not None
    assert schema.is_valid({"id": 1, "box": {"width": None, "items": [{"id": 2}]}})
    assert not schema.is_valid({"id": 1, "box": {"width": None, "items": [{}]}})
    assert contract.operation("listItems").parameters[0].name == "limit"


def test_2_0_becomes_3_1():
    contract = load_contract(CORPUS / "swagger.yaml")
    assert contract.source_version == "2.0"
    assert contract.servers == ("https://old.example.com/api", "http://old.example.com/api")
    schemes = tree(contract)["components"]["securitySchemes"]
    assert schemes["basic"] == {"type": "http", "scheme": "basic"}
    assert schemes["login"]["flows"]["authorizationCode"]["scopes"] == {"read": "Read things"}
    thing = tree(contract)["components"]["schemas"]["Thing"]["properties"]
    assert thing["id"] == {"type": "integer", "exclusiveMinimum": 0}
    assert thing["name"] == {"type": ["string", "null"]}
    content = contract.operation("listThings").responses["200"].content
    assert content["application/json"].examples == {"example": [{"id": 1, "name": "a"}]}


@pytest.mark.parametrize(
    ("schema", "upgraded"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string"}),
        ({"enum": ["a"], "type": "string", "nullable": True}, {"enum": ["a", None], "type": ["string", "null"]}),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"minimum": 1, "exclusiveMinimum": False}, {"minimum": 1}),
        ({"example": 3}, {"examples": [3]}),
        ({"$ref": "#/components/schemas/B", "type": "string"}, {"$ref": "#/components/schemas/B"}),
        (
            {"allOf": [{"$ref": "#/components/schemas/B"}], "nullable": True},
            {"anyOf": [{"allOf": [{"$ref": "#/components/schemas/B"}]}, {"type": "null"}]},
        ),
    ],
)
def test_3_0_schemas_become_3_1(schema, upgraded):
    document = {
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        "components": {"schemas": {"A": schema, "B": {}}},
    }
    assert tree(contract_from_bytes(json.dumps(document).encode()))["components"]["schemas"]["A"] == upgraded


def test_yaml_is_read_by_the_core_schema():
    text = """
openapi: 3.1.0
info: {title: no, version: "1"}
paths: {}
x-a: [yes, on, 2020-01-01, 0o17, 0x1f, 1e3, .5, ~, null, "1", 'true', True, 012, 1:30, 99999999999999999999]
x-b: &anchor {k: 1}
x-c: {<<: *anchor, l: 2, 200: x}
"""
    read = tree(contract_from_bytes(text.encode(), uri="a.yaml"))
    assert read["x-a"] == [
        *("yes", "on", "2020-01-01", 15, 31, 1000.0, 0.5, None, None, "1", "true", True, 12, "1:30"),
        99999999999999999999,
    ]
    assert read["x-c"] == {"k": 1, "l": 2, "200": "x"}
    assert read["info"]["title"] == "no"


def test_anchors_and_ids_are_references_too():
    document = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "components": {
            "schemas": {
                "A": {"$ref": "#named"},
                "B": {"$anchor": "named", "type": "integer"},
                "C": {"$ref": "https://example.com/d"},
                "D": {"$id": "https://example.com/d", "type": "string"},
            }
        },
    }
    schemas = tree(contract_from_bytes(json.dumps(document).encode()))["components"]["schemas"]
    assert schemas["A"] == {"$ref": "#/components/schemas/B"}
    assert schemas["C"] == {"$ref": "#/components/schemas/D"}


@pytest.mark.parametrize(
    ("text", "what", "place"),
    [
        ("[]", "no object", ":1:1"),
        ("openapi: 4.0.0", "no OpenAPI", ":1:1"),
        ("swagger: 1.2", "no OpenAPI", ":1:1"),
        ("openapi: 3.1.0", "no info", ":1:1"),
        ("openapi: 3.1.0\ninfo: {title: t, version: 1.0}", "info.version", ":2:18"),
        ("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: []", "an object is expected", ":3:1"),
        ("openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {a: {}}", "slash", ":3:9"),
        ("openapi: 3.1.0\ninfo: {title: t\npaths: {}", "no YAML", ":3:6"),
        ('{"openapi": "3.1.0",\n}', "no JSON", ":1:20"),
    ],
)
def test_a_broken_document_is_told_with_its_place(text, what, place):
    with pytest.raises(InvalidInputError) as caught:
        contract_from_bytes(text.encode(), uri="a.json" if text.startswith("{") else "a.yaml")
    assert what in caught.value.what
    assert place in caught.value.where


def test_a_reference_that_names_nothing_is_told_with_the_nearest_name():
    text = (CORPUS / "cycles.yaml").read_text().replace("schemas/Company", "schemas/Compny")
    with pytest.raises(InvalidInputError) as caught:
        contract_from_bytes(text.encode(), uri="a.yaml")
    assert "Company" in caught.value.hint
    assert caught.value.where.startswith("a.yaml:31:")


def test_files_are_read_only_where_they_may_be(tmp_path):
    with pytest.raises(NotFoundError):
        load_contract(tmp_path / "nothing.yaml")
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "outer.yaml").write_text("type: string")
    (inner / "a.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents: {schemas: {A: {$ref: ../outer.yaml}}}"
    )
    with pytest.raises(ForbiddenError) as caught:
        load_contract(inner / "a.yaml")
    assert "a.yaml:3:" in caught.value.where
    assert load_contract(inner / "a.yaml", roots=(tmp_path,)).documents[1].uri.endswith("outer.yaml")


def test_urls_are_read_only_where_they_may_be():
    with pytest.raises(ForbiddenError):
        load_contract("http://127.0.0.1:9/openapi.json")
    with pytest.raises(ForbiddenError):
        load_contract("http://127.0.0.1:9/openapi.json", allow_remote=True)
    with pytest.raises(ForbiddenError):
        load_contract("http://[::ffff:127.0.0.1]:9/", allow_remote=True)
    with pytest.raises(ForbiddenError):
        load_contract("gopher://example.com/", allow_remote=True)


@pytest.mark.parametrize(
    "name",
    ["asana.yaml", "digitalocean_bundled.json", "github_api.json", "stripe_spec3_2023.json", "stripe_spec3_2023.yaml"],
)
def test_real_documents(need, name):
    contract = load_contract(need("specs") / name)
    assert contract.scope.broken() == ()
    assert contract_from_bytes(contract.bundle()).digest == contract.digest
    last = contract.operations[-1]
    assert contract.locate(last.pointer).line > 1


def test_errors_have_a_code():
    with pytest.raises(ApiyardError) as caught:
        contract_from_bytes(b"{", uri="a.json")
    assert caught.value.code == "invalid-json"


@pytest.mark.parametrize("ref", ["x.yaml#/a", "../x.yaml#/a", "/etc/passwd", "-", "file:///etc/passwd", "http://h/x"])
def test_a_contract_of_bytes_refers_to_no_other_document(ref, tmp_path, monkeypatch):
    (tmp_path / "x.yaml").write_text("a: {type: string}\n")
    monkeypatch.chdir(tmp_path)
    document: dict[str, Any] = {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}}
    document["components"] = {"schemas": {"A": {"$ref": ref}}}
    with pytest.raises(ForbiddenError, match="cannot refer to other documents") as told:
        contract_from_bytes(json.dumps(document).encode(), uri="orders contract")
    assert told.value.where.startswith("orders contract:1:")
    assert "apiyard bundle" in told.value.hint


def test_a_reference_to_a_dash_is_no_standard_input(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: '-'}}}\n"
    )
    with pytest.raises(NotFoundError):
        load_contract("a.yaml")
