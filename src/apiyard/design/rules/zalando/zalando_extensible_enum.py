"""A closed list in a response breaks clients with its next value."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-extensible-enum",
    why="A closed list in a response breaks clients with its next value.",
    description="A property of a response should list its values as x-extensible-enum: the list may grow.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"response": [True], "request": [False], "type": ["string"]},
                "must": {"not": {"required": ["enum"], "properties": {"enum": {"type": "array", "minItems": 2}}}},
                "say": (
                    'The property "{name}" of a response should list its values as '
                    "x-extensible-enum: the list may grow."
                ),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#112",
    clause="Zalando 112",
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
                  state: {type: string, x-extensible-enum: [OPEN, PAID]}
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
                  state: {type: string, enum: [OPEN, PAID]}
""",
    ),
)
"""The rule."""
