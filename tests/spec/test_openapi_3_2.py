"""What OpenAPI 3.2 adds is read, kept and judged by."""

from __future__ import annotations

from pathlib import Path

import pytest

from apiyard.core.errors import InvalidInputError
from apiyard.spec import pointer
from apiyard.spec.contract import Contract
from apiyard.spec.exchange import Reply, Request
from apiyard.spec.judge import check_reply, check_request
from apiyard.spec.load import contract_from_bytes, load_contract

_DOCUMENT = """
openapi: 3.2.0
$self: https://example.com/apis/pets.yaml
info: {title: Pets, version: 1.0.0}
tags: [{name: pets, summary: Pets, kind: nav}, {name: dogs, parent: pets}]
servers: [{url: https://example.com, name: live}]
paths:
  /pets:
    query:
      operationId: findPets
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [kind]}}}
      responses: {"200": {summary: Found., content: {application/json: {$ref: "#/components/mediaTypes/Pets"}}}}
    get:
      operationId: filterPets
      parameters:
        - name: filter
          in: querystring
          required: true
          content:
            application/x-www-form-urlencoded:
              schema: {type: object, properties: {limit: {type: integer, maximum: 9}}, additionalProperties: false}
      responses: {"200": {description: Found.}}
    additionalOperations:
      COPY: {operationId: copyPets, responses: {"204": {description: Copied.}}}
  /pets/find:
    get:
      operationId: byJson
      parameters: [{name: q, in: querystring, content: {application/json: {schema: {type: object, required: [a]}}}}]
      responses: {"200": {description: Found.}}
  /events:
    get:
      operationId: watch
      parameters: [{name: seen, in: cookie, style: cookie, schema: {type: array, items: {type: integer}}}]
      responses:
        "200":
          description: As they happen.
          content:
            text/event-stream:
              itemSchema: {type: object, required: [data], properties: {retry: {maximum: 10}}}
              examples: {one: {dataValue: [{data: Rex}]}}
            application/jsonl: {itemSchema: {$ref: "#/components/schemas/Pet"}}
            application/json-seq: {itemSchema: {$ref: "#/components/schemas/Pet"}}
components:
  mediaTypes:
    Pets: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}
  schemas:
    Pet:
      type: object
      discriminator: {propertyName: kind, mapping: {dog: "#/components/schemas/Dog"}, defaultMapping: Dog}
      required: [name]
      xml: {nodeType: element}
    Dog: {allOf: [{$ref: "#/components/schemas/Pet"}]}
  securitySchemes:
    login:
      type: oauth2
      deprecated: true
      oauth2MetadataUrl: https://example.com/.well-known
      flows: {deviceAuthorization: {deviceAuthorizationUrl: https://a.example, tokenUrl: https://b.example, scopes: {}}}
"""


@pytest.fixture(name="contract", scope="module")
def _contract() -> Contract:
    return contract_from_bytes(_DOCUMENT.encode(), uri="pets.yaml")


def test_that_the_document_is_kept_as_it_is(contract: Contract) -> None:
    assert contract.source_version == "3.2.0"
    assert contract.tree["openapi"] == "3.2.0"
    assert contract.tree["$self"] == "https://example.com/apis/pets.yaml"
    again = contract_from_bytes(contract.bundle())
    assert again.digest == contract.digest
    assert {each.id for each in again.operations} == {each.id for each in contract.operations}


def test_that_query_and_additional_methods_are_operations(contract: Contract) -> None:
    assert contract.operation("findPets").method == "query"
    assert contract.operation("copyPets").method == "copy"
    assert contract.operation("copyPets").pointer == "/paths/~1pets/additionalOperations/COPY"
    headers = (("content-type", "application/json"),)
    assert check_request(contract, Request("QUERY", "/pets", "", headers, b'{"kind":1}')).outcome == "valid"
    assert check_request(contract, Request("QUERY", "/pets", "", headers, b"{}")).outcome == "invalid"
    assert check_request(contract, Request("COPY", "/pets")).outcome == "valid"
    assert check_request(contract, Request("DELETE", "/pets")).allowed == ("COPY", "GET", "QUERY")


def test_that_a_fixed_method_is_no_additional_one() -> None:
    wrong = _DOCUMENT.replace("COPY:", "GET:")
    with pytest.raises(InvalidInputError, match="additional operation") as caught:
        contract_from_bytes(wrong.encode(), uri="pets.yaml")
    assert caught.value.piece == "GET"


def test_that_older_documents_have_no_further_methods() -> None:
    older = _DOCUMENT.replace("openapi: 3.2.0", "openapi: 3.1.0").replace("in: querystring", "in: query")
    assert {each.method for each in contract_from_bytes(older.encode()).operations} == {"get"}


@pytest.mark.parametrize(
    ("query", "outcome"), [("limit=3", "valid"), ("limit=10", "invalid"), ("bogus=1", "invalid"), ("", "invalid")]
)
def test_that_the_whole_query_is_one_value(contract: Contract, query: str, outcome: str) -> None:
    judged = check_request(contract, Request("GET", "/pets", query))
    assert judged.outcome == outcome
    assert {each.place for each in judged.violations} <= {"query"}


def test_that_the_whole_query_may_be_json(contract: Contract) -> None:
    assert check_request(contract, Request("GET", "/pets/find", "%7B%22a%22%3A1%7D")).outcome == "valid"
    assert check_request(contract, Request("GET", "/pets/find", "%7B%7D")).outcome == "invalid"
    assert check_request(contract, Request("GET", "/pets/find", "a=1")).outcome == "invalid"


@pytest.mark.parametrize(
    ("media_type", "body", "pointers"),
    [
        ("application/jsonl", b'{"name":"a"}\n{"name":"b"}\n', []),
        ("application/jsonl", b'{"name":"a"}\n{}\n', ["/1"]),
        ("application/jsonl", b'{"name":"a"}\n{', [""]),
        ("application/json-seq", b'\x1e{"name":"a"}\n\x1e{}\n', ["/1"]),
        ("text/event-stream", b"data: a\ndata: b\n\n: note\n\ndata: c\nretry: 5\n\n", []),
        ("text/event-stream", b"event: a\n\ndata: c\nretry: 11\n\n", ["/0", "/1/retry"]),
    ],
)
def test_that_each_item_of_a_sequence_is_judged(
    contract: Contract, media_type: str, body: bytes, pointers: list[str]
) -> None:
    reply = Reply(200, (("content-type", media_type),), body)
    assert [each.pointer for each in check_reply(contract.operation("watch"), "GET", reply)] == pointers


def test_that_examples_and_media_types_are_found_by_reference(contract: Contract) -> None:
    response = contract.operation("watch").responses["200"]
    assert response.content["text/event-stream"].examples == {"one": [{"data": "Rex"}]}
    found = contract.operation("findPets").responses["200"]
    assert found.content["application/json"].pointer == "/components/mediaTypes/Pets"
    assert found.description == ""
    (parameter,) = contract.operation("watch").parameters
    assert (parameter.style, parameter.explode) == ("cookie", True)


def test_that_references_start_at_the_documents_own_address(tmp_path: Path) -> None:
    main = _DOCUMENT.replace('"#/components/schemas/Pet"', "https://example.com/apis/parts/pet.yaml#/Pet")
    main = main.replace(
        "defaultMapping: Dog", "defaultMapping: 'https://example.com/apis/pets.yaml#/components/schemas/Dog'"
    )
    (tmp_path / "pets.yaml").write_text(main)
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "pet.yaml").write_text("Pet: {type: object, required: [name]}")
    contract = load_contract(tmp_path / "pets.yaml")
    mapped = pointer.get(contract.tree, "/components/schemas/Pet/discriminator/defaultMapping")
    assert mapped == "#/components/schemas/Dog"
    reply = Reply(200, (("content-type", "application/jsonl"),), b"{}\n")
    assert len(check_reply(contract.operation("watch"), "GET", reply)) == 1
