"""A client that guesses the size of a number changes it one day."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-number-format",
    why="A client that guesses the size of a number changes it one day.",
    description="A number must say its format: int32, int64 or bigint; float, double or decimal.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"type": ["integer", "number"]},
                "must": {
                    "anyOf": [
                        {"required": ["enum"]},
                        {
                            "required": ["format"],
                            "properties": {
                                "format": {"enum": ["int32", "int64", "bigint"]},
                                "type": {"const": "integer"},
                            },
                        },
                        {
                            "required": ["format"],
                            "properties": {
                                "format": {"enum": ["float", "double", "decimal"]},
                                "type": {"const": "number"},
                            },
                        },
                    ]
                },
                "say": ('The number "{name}" must say its format: int32, int64 or bigint; float, double or decimal.'),
            },
        ),
        Then(
            PART,
            options={
                "of": "query",
                "when": {"type": ["integer", "number"]},
                "must": {
                    "anyOf": [
                        {"required": ["enum"]},
                        {
                            "required": ["format"],
                            "properties": {
                                "format": {"enum": ["int32", "int64", "bigint"]},
                                "type": {"const": "integer"},
                            },
                        },
                        {
                            "required": ["format"],
                            "properties": {
                                "format": {"enum": ["float", "double", "decimal"]},
                                "type": {"const": "number"},
                            },
                        },
                    ]
                },
                "say": ('The number "{name}" must say its format: int32, int64 or bigint; float, double or decimal.'),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#171",
    clause="Zalando 171",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        count: {type: integer, format: int64}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        count: {type: integer}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
