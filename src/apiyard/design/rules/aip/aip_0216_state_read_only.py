"""A state changes by what is done, not by being written."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0216-state-read-only",
    why="A state changes by what is done, not by being written.",
    description="The field state must be readOnly.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^state$",
                "when": {"type": ["string"], "response": [True], "request": [True]},
                "must": {
                    "if": {"required": ["enum"]},
                    "then": {"properties": {"readOnly": {"const": True}}, "required": ["readOnly"]},
                },
                "say": 'The field "{name}" must be readOnly.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/216",
    clause="AIP-216",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses:
        "200": {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
components:
  schemas:
    Order: {type: object, properties: {state: {type: string, readOnly: true, enum: [OPEN, PAID]}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
      responses:
        "200": {description: Fine., content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
components:
  schemas:
    Order: {type: object, properties: {state: {type: string, enum: [OPEN, PAID]}}}
""",
    ),
)
"""The rule."""
