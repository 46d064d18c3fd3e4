"""A name that is the resource's path says where it is, whatever holds it."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0122-resource-name",
    why="A name that is the resource's path says where it is, whatever holds it.",
    description="A resource should have the text field name (or id).",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["get"]},
                "must": {
                    "properties": {
                        "success": {
                            "anyOf": [
                                {"type": "null"},
                                {"properties": {"described": {"const": False}}},
                                {"properties": {"type": {"not": {"const": "object"}}}},
                                {"properties": {"fields": {"maxProperties": 0}}},
                                {
                                    "properties": {
                                        "fields": {
                                            "anyOf": [
                                                {"required": ["name"]},
                                                {"required": ["id"]},
                                                {"required": ["uid"]},
                                                {
                                                    "maxProperties": 2,
                                                    "not": {
                                                        "additionalProperties": {
                                                            "properties": {"type": {"not": {"const": "object"}}}
                                                        }
                                                    },
                                                },
                                            ]
                                        }
                                    }
                                },
                            ]
                        }
                    }
                },
                "say": "{name} answers a resource without a field name or id.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/122",
    clause="AIP-122",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    get:
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
    get:
      responses:
        "200":
          description: Fine.
          content:
            application/json:
              schema: {type: object, properties: {state: {type: string}}}
""",
    ),
)
"""The rule."""
