"""A survey finds the parts of a description at the places where they are written."""

from __future__ import annotations

import pytest

from apiyard.core.errors import TooLargeError
from apiyard.design.survey.address import read_address
from apiyard.design.survey.survey import survey
from apiyard.spec.inventory import Inventory, inventory_of_bytes

DOCUMENT = b"""
openapi: 3.1.0
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    parameters: [{$ref: "#/components/parameters/Limit"}]
    get:
      responses:
        "200": {description: Fine., content: {application/json: {schema: {$ref: "#/components/schemas/Page"}}}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Order"}}}}
      responses: {"201": {description: Made.}}
  /orders/{id}: {get: {responses: {}}}
components:
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer}}
  schemas:
    Page: {type: object, properties: {items: {type: array, items: {$ref: "#/components/schemas/Order"}}}}
    Order:
      type: object
      properties:
        state: {type: [string, "null"], enum: [OPEN, PAID]}
        parent: {$ref: "#/components/schemas/Order"}
"""


def read(data: bytes) -> Inventory:
    """Read a document."""
    return inventory_of_bytes(data, "orders.yaml")


def test_operations_have_kinds() -> None:
    """By path and method."""
    found = {part.name: part.view["kind"] for part in survey(read(DOCUMENT)).parts["operation"]}
    assert found == {"GET /orders": "list", "POST /orders": "create", "GET /orders/{id}": "get"}


def test_a_part_stands_where_it_is_written_and_only_once() -> None:
    """Behind all references."""
    made = survey(read(DOCUMENT))
    assert [part.spot.path for part in made.parts["query"]] == [("components", "parameters", "Limit")]
    places = {part.name: part.spot.path for part in made.parts["property"]}
    assert places["state"] == ("components", "schemas", "Order", "properties", "state")
    assert len(made.parts["property"]) == 3


def test_a_property_knows_its_type_and_who_sends_it() -> None:
    """Null is a fact of its own."""
    (state,) = [part for part in survey(read(DOCUMENT)).parts["property"] if part.name == "state"]
    assert (state.view["type"], state.view["nullable"]) == ("string", True)
    assert (state.view["request"], state.view["response"]) == (True, True)


OLD = b"""
swagger: "2.0"
info: {title: Orders, version: 1.0.0}
consumes: [application/json]
paths:
  /orders:
    post:
      parameters: [{name: body, in: body, schema: {type: object, properties: {state: {type: string}}}}]
      responses: {"201": {description: Made.}}
"""


def test_bodies_of_openapi_2_are_found_in_parameters() -> None:
    """With the media types that stand apart."""
    made = survey(read(OLD))
    place = ("paths", "/orders", "post", "parameters", 0, "schema")
    assert [(part.name, part.spot.path) for part in made.parts["media"]] == [("application/json", place)]
    assert [part.spot.path for part in made.parts["property"]] == [(*place, "properties", "state")]
    assert made.parts["operation"][0].view["body"]["media"] == ["application/json"]


def test_documents_of_any_form_are_survived() -> None:
    """What is not of the right form is left out."""
    for text in (b"[]", b"{paths: []}", b"paths: {/a: 1, 2: {}, /b: {get: [], post: {parameters: {}, responses: 5}}}"):
        survey(read(text))
    circle = b"components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}], properties: {a: 1}}}}"
    assert [part.name for part in survey(read(circle)).parts["schema"]] == ["A"]


def test_a_survey_is_made_once() -> None:
    """For each inventory."""
    one, other = read(DOCUMENT), read(DOCUMENT)
    assert survey(one) is survey(one)
    assert survey(one) is not survey(other)


def test_documents_that_multiply_by_references_are_refused() -> None:
    """Each schema takes all properties of one that has many."""
    names = "".join(f"p{number}: {{}}, " for number in range(3_000))
    many = "".join(
        f"S{number}: {{properties: {{a: {{}}}}, allOf: [{{$ref: '#/definitions/B'}}]}}, " for number in range(2_000)
    )
    uses = "".join(f"s{number}: {{$ref: '#/definitions/S{number}'}}, " for number in range(2_000))
    text = f"definitions: {{B: {{properties: {{{names}}}}}, {many} U: {{properties: {{{uses}}}}}}}"
    inventory = read(text.encode())
    for _ in range(2):
        with pytest.raises(TooLargeError):
            survey(inventory)


def test_schemas_that_hold_themselves_many_times_are_flat_at_once() -> None:
    """Each is flattened once."""
    itself = ", ".join(["{$ref: '#/definitions/A'}"] * 50)
    (part,) = survey(
        read(f"definitions: {{A: {{allOf: [{itself}], properties: {{a: {{$ref: '#/definitions/A'}}}}}}}}".encode())
    ).parts["property"]
    assert part.view["type"] == "object"


def test_paths_are_split() -> None:
    """A verb behind a colon is no part of the last segment."""
    address = read_address("/orders/{id}:cancel")
    assert ([each.text for each in address.segments], address.verb) == (["orders", "{id}"], "cancel")
    assert not address.item
    assert read_address("/orders/{id}").item
    assert read_address("/a/{b}/c/{d}/e").levels == 2
    assert read_address("/files/{name:path}").verb == ""
