"""A client handles the errors of all methods with one piece of code when they have one form."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0193-error-form",
    why="A client handles the errors of all methods with one piece of code when they have one form.",
    description="An error must have the fields code, message and status, or be a problem document.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "response",
                "must": {
                    "if": {
                        "properties": {
                            "status": {"pattern": "^([45]|default$)"},
                            "media": {"minItems": 1},
                            "described": {"const": True},
                        }
                    },
                    "then": {
                        "anyOf": [
                            {"properties": {"media": {"contains": {"pattern": "problem\\+json"}}}},
                            {"properties": {"fields": {"required": ["code", "message"]}}},
                            {
                                "properties": {
                                    "fields": {
                                        "required": ["error"],
                                        "properties": {
                                            "error": {
                                                "anyOf": [
                                                    {"required": ["$ref"]},
                                                    {
                                                        "properties": {"properties": {"required": ["message"]}},
                                                        "required": ["properties"],
                                                    },
                                                ]
                                            }
                                        },
                                    }
                                }
                            },
                            {
                                "properties": {
                                    "fields": {"maxProperties": 0},
                                    "type": {"not": {"enum": ["string", "array"]}},
                                }
                            },
                        ]
                    },
                },
                "say": (
                    "{name} must have the fields code and message, at its top or in error, or be "
                    "application/problem+json."
                ),
            },
        ),
    ),
    documentation_url="https://google.aip.dev/193",
    clause="AIP-193",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "404":
          description: None.
          content:
            application/json:
              schema: {type: object, properties: {code: {type: integer}, message: {type: string}}}
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
        "404":
          description: None.
          content:
            application/json:
              schema: {type: object, properties: {reason: {type: string}}}
""",
    ),
)
"""The rule."""
