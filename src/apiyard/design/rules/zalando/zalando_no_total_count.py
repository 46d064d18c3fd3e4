"""To count all entries costs more than to read a page."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-no-total-count",
    why="To count all entries costs more than to read a page.",
    description="A list should not answer the total number of entries.",
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
                                {
                                    "properties": {
                                        "fields": {
                                            "not": {
                                                "anyOf": [
                                                    {"required": ["total"]},
                                                    {"required": ["total_count"]},
                                                    {"required": ["totalCount"]},
                                                    {"required": ["total_elements"]},
                                                    {"required": ["total_results"]},
                                                    {"required": ["total_size"]},
                                                ]
                                            }
                                        }
                                    }
                                },
                            ]
                        }
                    }
                },
                "say": "{name} should not answer the total number of entries.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#254",
    clause="Zalando 254",
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
                properties: {items: {type: array, items: {type: object}}, total_count: {type: integer}}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
