"""Whoever creates a resource needs what the server made of it."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0133-create-response",
    why="Whoever creates a resource needs what the server made of it.",
    description="A create method must answer the resource, or an operation that is going on.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["create"]},
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
                "say": "{name} must answer the resource it created.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/133",
    clause="AIP-133",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses:
        "200":
          description: Fine.
          content:
            application/json:
              schema: {type: object, properties: {name: {type: string}}}
  /orders/{id}: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses:
        "204": {description: Made.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
