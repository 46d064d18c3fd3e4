"""Clients that are told that nothing will be added break when something is."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-open-objects",
    why="Clients that are told that nothing will be added break when something is.",
    description="An object in a response must stay open: no additionalProperties: false.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "schema",
                "when": {"response": [True]},
                "must": {"properties": {"additionalProperties": {"not": {"const": False}}}},
                "say": "An object in a response must stay open: no additionalProperties: false.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#111",
    clause="Zalando 111",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The order.
          content:
            application/json:
              schema:
                type: object
                properties:
                  id: {type: object, properties: {}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The order.
          content:
            application/json:
              schema:
                type: object
                properties:
                  id: {type: object, additionalProperties: false}
""",
    ),
)
"""The rule."""
