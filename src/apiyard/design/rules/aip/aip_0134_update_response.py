"""Whoever changes a resource needs what the server made of it."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0134-update-response",
    why="Whoever changes a resource needs what the server made of it.",
    description="An update method must answer the resource.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["update"]},
                "must": {
                    "properties": {
                        "success": {
                            "anyOf": [
                                {"type": "null"},
                                {"properties": {"type": {"enum": ["object", None]}, "described": {"const": True}}},
                            ]
                        }
                    }
                },
                "say": "{name} must answer the resource it changed.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/134",
    clause="AIP-134",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    patch:
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses:
        "200":
          description: Fine.
          content:
            application/json:
              schema: {type: object, properties: {name: {type: string}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    patch:
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses:
        "204": {description: Changed.}
""",
    ),
)
"""The rule."""
