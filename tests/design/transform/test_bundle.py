"""Several files as one, one as several, without what nobody needs, without references."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from apiyard.core.errors import InvalidInputError, TooLargeError
from apiyard.design.transform.dereference import dereference
from apiyard.design.transform.open_api import open_api, tree_of
from apiyard.design.transform.rewrite import rewrite, written
from apiyard.design.transform.split import split_api
from apiyard.design.transform.unused import remove_unused
from apiyard.spec.limits import Limits
from apiyard.spec.load import contract_from_bytes, load_contract
from tests.parts import ROOT

SHOP = ROOT / "examples" / "shop" / "apis" / "orders" / "openapi.yaml"
SWAGGER = {
    "swagger": "2.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/": {"get": {"responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Pet%20Name"}}}}}
    },
    "definitions": {"Pet Name": {"type": "object", "properties": {"next": {"$ref": "#/definitions/Pet%20Name"}}}},
}
WHOLE = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/pets/{id}": {"get": {"responses": {"200": {"$ref": "#/components/responses/Pet"}}}},
        "/pets/id": {"get": {"responses": {"200": {"$ref": "#/components/responses/Pet"}}}},
    },
    "components": {
        "responses": {
            "Pet": {
                "description": "a pet",
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
            }
        },
        "schemas": {
            "Pet": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "also": {"$ref": "#/components/schemas/Pet/properties/name"},
                    "friend": {"$ref": "#/components/schemas/Alias"},
                },
                "discriminator": {"propertyName": "name", "mapping": {"cat": "#/components/schemas/Cat", "dog": "Dog"}},
            },
            "Alias": {"$ref": "#/components/schemas/Pet"},
            "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}]},
            "Dog": {"allOf": [{"$ref": "#/components/schemas/Pet"}]},
            "pet": {"type": "string", "example": {"$ref": "#/not/a/reference"}},
        },
    },
}


def folder_of(tree, folder: Path, extension="yaml"):
    files = split_api(tree, main=f"openapi.{extension}")
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(written(value, as_json=extension == "json"))
    return folder / f"openapi.{extension}", files


@pytest.mark.parametrize("extension", ["yaml", "json"])
@pytest.mark.parametrize("source", [WHOLE, SWAGGER], ids=["3.1", "2.0"])
def test_a_split_document_bundles_to_itself(source, extension, tmp_path):
    main, files = folder_of(source, tmp_path, extension)
    assert tree_of(open_api(main)) == source
    assert load_contract(main).operations
    assert len({name.lower() for name in files}) == len(files)


def test_the_files_of_a_split_are_where_people_look_for_them(tmp_path):
    _, files = folder_of(WHOLE, tmp_path)
    assert list(files)[:3] == ["openapi.yaml", "paths/pets_id.yaml", "paths/pets_id-2.yaml"]
    assert "components/schemas/Pet.yaml" in files
    assert "components/schemas/pet-2.yaml" in files
    assert files["openapi.yaml"]["components"]["schemas"]["Alias"] == {"$ref": "#/components/schemas/Pet"}
    mapping = files["components/schemas/Pet.yaml"]["discriminator"]["mapping"]
    assert mapping == {"cat": "./Cat.yaml", "dog": "Dog"}


def test_the_shop_split_and_bundled_means_the_same(tmp_path):
    tree = tree_of(open_api(SHOP))
    main, _ = folder_of(tree, tmp_path)
    back = tree_of(open_api(main))
    assert back == tree
    assert contract_from_bytes(written(back, as_json=True).encode()).digest == load_contract(SHOP).digest


def test_a_bundle_of_one_file_is_that_file_with_its_comments():
    opened = open_api(SHOP)
    text, kept = rewrite(opened.document, tree_of(opened), as_json=False)
    assert kept
    assert text == SHOP.read_text()


def test_the_main_file_keeps_its_comments_in_a_bundle(tmp_path):
    (tmp_path / "main.yaml").write_text(
        "openapi: 3.1.0 # new\ninfo: {title: T, version: '1'}\npaths:\n  # The only one.\n  /a:\n    $ref: a.yaml\n"
    )
    (tmp_path / "a.yaml").write_text("get:\n  responses:\n    '204': {description: none}\n")
    opened = open_api(tmp_path / "main.yaml")
    text, kept = rewrite(opened.document, tree_of(opened), as_json=False)
    assert kept
    assert "# new" in text
    assert "  # The only one.\n  /a:\n    get:\n" in text


def test_components_without_need_go_and_those_behind_a_discriminator_stay():
    tree, gone = remove_unused(WHOLE)
    assert gone == ("/components/schemas/pet",)
    assert set(tree["components"]["schemas"]) == {"Pet", "Alias", "Cat", "Dog"}
    nothing = {**WHOLE, "paths": {}}
    assert "components" not in remove_unused(nothing)[0]
    assert remove_unused({**SWAGGER, "paths": {}})[1] == ("/definitions/Pet Name",)


def test_references_are_replaced_but_for_circles():
    tree, circles = dereference(WHOLE)
    assert circles
    response = tree["paths"]["/pets/id"]["get"]["responses"]["200"]
    schema = response["content"]["application/json"]["schema"]
    assert schema["properties"]["also"] == {"type": "string"}
    assert "$ref" in json.dumps(schema["properties"]["friend"])


def test_a_document_that_would_explode_is_refused():
    schemas = {f"S{n}": {"allOf": [{"$ref": f"#/components/schemas/S{n + 1}"}] * 10} for n in range(20)}
    with pytest.raises(TooLargeError, match="without its references"):
        dereference({"components": {"schemas": {**schemas, "S20": {}}}}, Limits(max_nodes=10_000))


def test_what_is_no_openapi_is_refused(tmp_path):
    (tmp_path / "x.yaml").write_text("arazzo: 1.0.0\n")
    with pytest.raises(InvalidInputError, match=r"no OpenAPI 2\.0"):
        open_api(tmp_path / "x.yaml")


def test_a_real_document_survives_the_way_there_and_back(need, tmp_path):
    source = need("specs") / "asana.yaml"
    tree = tree_of(open_api(source))
    main, files = folder_of(tree, tmp_path)
    assert len(files) > 200
    assert tree_of(open_api(main)) == tree
