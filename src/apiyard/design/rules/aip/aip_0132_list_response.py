"""A list inside of an object can be followed by a page token."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0132-list-response",
    why="A list inside of an object can be followed by a page token.",
    description="A list method must answer an object with an array of resources.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["list"]},
                "must": {
                    "properties": {
                        "success": {
                            "anyOf": [
                                {"type": "null"},
                                {"properties": {"described": {"const": False}}},
                                {
                                    "properties": {
                                        "type": {"enum": ["object", None]},
                                        "fields": {
                                            "anyOf": [
                                                {"maxProperties": 0},
                                                {
                                                    "not": {
                                                        "additionalProperties": {
                                                            "properties": {"type": {"not": {"const": "array"}}}
                                                        }
                                                    }
                                                },
                                            ]
                                        },
                                    }
                                },
                            ]
                        }
                    }
                },
                "say": "{name} must answer an object with an array of resources.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/132",
    clause="AIP-132",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200":
          description: Fine.
          content:
            application/json:
              schema: {type: object, properties: {orders: {type: array, items: {type: object}}}}
  /orders/{id}: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200": {description: Fine., content: {application/json: {schema: {type: array, items: {type: object}}}}}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
