"""Pages of one form can be read by one piece of code."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-page-object",
    why="Pages of one form can be read by one piece of code.",
    description="A list should answer a page: an object with the entries in items.",
    message="{{error}}",
    severity=Severity.INFO,
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
                                {"properties": {"type": {"const": "array"}}},
                                {"properties": {"fields": {"required": ["items"]}}},
                            ]
                        }
                    }
                },
                "say": "{name} should answer a page: an object with the entries in items.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#248",
    clause="Zalando 248",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: string}}
      responses:
        "200":
          description: Fine.
          content:
            application/json:
              schema:
                type: object
                properties: {items: {type: array, items: {type: object}}}
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
      parameters:
        - {name: limit, in: query, schema: {type: string}}
      responses:
        "200":
          description: Fine.
          content:
            application/json:
              schema:
                type: object
                properties: {orders: {type: array, items: {type: object}}}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
