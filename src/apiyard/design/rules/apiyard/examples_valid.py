"""Examples, defaults and listed values keep to their schemas."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.apiyard.examples_valid import FUNCTION
from apiyard.design.rule import Rule, Then

_DOCUMENT = """
openapi: 3.1.0
info: {{title: Pets, version: 1.0.0}}
paths:
  /pets:
    post:
      operationId: addPet
      parameters:
        - {{name: kinds, in: query, explode: false, schema: {kinds}, example: "dog,cat"}}
      requestBody:
        content:
          application/json:
            schema: {{$ref: "#/components/schemas/Pet"}}
            example: {request}
      responses:
        "201":
          description: Added.
          headers:
            X-Left: {{schema: {{type: integer}}, example: {header}}}
          content:
            application/json:
              schema: {{$ref: "#/components/schemas/Pet"}}
              examples: {{one: {{value: {response}}}, two: {{value: {response}}}}}
components:
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: {{type: integer, readOnly: true}}
        name: {{type: string, examples: [{name}], default: {default}}}
"""


def _document(**parts: str) -> str:
    fine = {
        "kinds": "{type: array, items: {enum: [dog, cat]}}",
        "request": "{name: Rex}",
        "response": "{id: 1, name: Rex}",
        "header": "3",
        "name": "Rex",
        "default": "Rex",
    }
    return _DOCUMENT.format(**{**fine, **parts})


RULE = Rule(
    id="examples-valid",
    why="People copy examples, and mocks answer with them; a wrong one costs more trust than none.",
    description="Examples, defaults and listed values must keep to their schemas.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas2", "oas3"),
    resolved=False,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(_document(), _document(kinds="{type: string, enum: ['dog,cat', cat]}")),
    bad=(
        _document(request="{name: 1}"),
        _document(request="{id: 1, name: Rex}"),
        _document(response="{name: Rex}"),
        _document(header="few"),
        _document(name="5"),
        _document(default="5"),
        _document(kinds="{type: array, items: {enum: [dog, fish]}}"),
        _document(kinds="{type: array, items: {type: string, enum: [dog, cat, 1]}}"),
    ),
)
"""The rule."""
