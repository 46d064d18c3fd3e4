"""A document in a later version says the same."""

from __future__ import annotations

import json

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.design.transform.convert import convert
from apiyard.design.transform.open_api import open_api, tree_of
from apiyard.design.transform.rewrite import rewrite, written
from apiyard.spec.load import contract_from_bytes, load_contract

OLD = """\
openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /files:
    put:
      requestBody:
        content:
          image/png:
            schema: {type: string, format: binary}
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                # A pet.
                type: object
                nullable: true   # or none
                properties:
                  age: {type: integer, minimum: 0, exclusiveMinimum: true, example: 3, description: years}
                  photo: {type: string, format: byte}
                  owner:
                    $ref: '#/components/schemas/Owner'
                    description: whose
components:
  schemas:
    Owner: {type: string, enum: [a, b], nullable: true}
"""
SWAGGER = """\
swagger: '2.0'
info: {title: T, version: '1'}
basePath: /v1
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  basic: {type: basic}
paths:
  /pets:
    get:
      parameters:
        - {name: ids, in: query, type: array, items: {type: string}, collectionFormat: tsv}
        - {name: tags, in: query, type: array, items: {type: string}, collectionFormat: multi}
      responses:
        '200': {description: ok, schema: {type: array, items: {$ref: '#/definitions/Pet'}}}
    post:
      schemes: [https]
      parameters:
        - {name: pet, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
      responses:
        '204': {description: none}
definitions:
  Pet:
    type: object
    properties:
      name: {type: string, x-nullable: true, example: Ada}
      age: {type: integer, maximum: 99, exclusiveMaximum: true}
      toy: {$ref: '#/definitions/Toy'}
  Toy: {type: string, format: byte}
"""


def converted(text, to, folder):
    (folder / "api.yaml").write_text(text)
    return convert(open_api(folder / "api.yaml"), to)


def test_schemas_of_3_0_become_those_of_3_1_in_their_order(tmp_path):
    tree = converted(OLD, "3.1", tmp_path).tree
    operation = tree["paths"]["/files"]["put"]
    assert tree["openapi"] == "3.1.1"
    assert operation["requestBody"]["content"]["image/png"]["schema"] == {
        "type": "string",
        "contentMediaType": "application/octet-stream",
    }
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["type"] == ["object", "null"]
    age = schema["properties"]["age"]
    assert list(age.items()) == [
        ("type", "integer"),
        ("exclusiveMinimum", 0),
        ("examples", [3]),
        ("description", "years"),
    ]
    assert schema["properties"]["photo"] == {"type": "string", "contentEncoding": "base64"}
    assert tree["components"]["schemas"]["Owner"] == {"type": ["string", "null"], "enum": ["a", "b", None]}


def test_comments_stay_where_only_words_change(tmp_path):
    made = converted(OLD, "3.1", tmp_path)
    text, kept = rewrite(open_api(tmp_path / "api.yaml").document, made.tree, as_json=False)
    assert kept
    assert "# A pet.\n                type:" in text
    assert text.startswith("openapi: 3.1.1\ninfo: {title: T, version: '1'}\n")


@pytest.mark.parametrize("to", ["3.0", "3.1", "3.2"])
def test_2_0_becomes_a_later_version_and_says_what_is_lost(to, tmp_path):
    made = converted(SWAGGER, to, tmp_path)
    assert made.tree["openapi"].startswith(to)
    told = " ".join(each.what for each in made.losses)
    assert all(word in told for word in ("tabs", "schemes", "no name", "no host"))
    parameters = made.tree["paths"]["/pets"]["get"]["parameters"]
    assert "style" not in parameters[0]
    assert (parameters[1]["style"], parameters[1]["explode"]) == ("form", True)
    name = made.tree["components"]["schemas"]["Pet"]["properties"]["name"]
    age = made.tree["components"]["schemas"]["Pet"]["properties"]["age"]
    if to == "3.0":
        assert name == {"type": "string", "nullable": True, "example": "Ada"}
        assert age == {"type": "integer", "maximum": 99, "exclusiveMaximum": True}
    else:
        assert name == {"type": ["string", "null"], "examples": ["Ada"]}
        assert age == {"type": "integer", "exclusiveMaximum": 99}


@pytest.mark.parametrize("to", ["3.0", "3.1"])
def test_the_operations_of_a_converted_document_are_the_same(to, tmp_path):
    made = converted(SWAGGER.replace(", collectionFormat: tsv", "").replace("byte", "date"), to, tmp_path)
    new = contract_from_bytes(written(made.tree, as_json=True).encode())
    old = load_contract(tmp_path / "api.yaml")
    assert [(each.method, each.path) for each in new.operations] == [
        (each.method, each.path) for each in old.operations
    ]
    without = ("openapi", "x-written-in-openapi")
    assert {k: v for k, v in new.tree.items() if k not in without} == {
        k: v for k, v in old.tree.items() if k not in without
    }


def test_a_version_that_is_not_later_is_refused(tmp_path):
    with pytest.raises(InvalidInputError, match=r"OpenAPI 3\.0\.3 already"):
        converted(OLD, "3.0", tmp_path)
    with pytest.raises(InvalidInputError, match="no version"):
        converted(OLD, "4.0", tmp_path)


def test_attributes_of_xml_are_written_as_3_2_has_them(tmp_path):
    tree = converted(OLD.replace("nullable: true}", "xml: {name: o, attribute: true}}"), "3.2", tmp_path).tree
    assert tree["openapi"] == "3.2.0"
    assert tree["components"]["schemas"]["Owner"]["xml"] == {"name": "o", "nodeType": "attribute"}


def test_a_real_document_means_the_same_afterwards(need):
    opened = open_api(need("specs") / "asana.yaml")
    made = convert(opened, "3.1")
    assert list(made.tree) == list(tree_of(opened))
    new = contract_from_bytes(json.dumps(made.tree).encode())
    assert new.operations == load_contract(need("specs") / "asana.yaml").operations
