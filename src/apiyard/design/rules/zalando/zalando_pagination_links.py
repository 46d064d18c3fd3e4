"""A link to the next page spares every client the arithmetic."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-pagination-links",
    why="A link to the next page spares every client the arithmetic.",
    description="A page should have links to others: next, and self, first, prev or last.",
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
                                {"properties": {"headers": {"required": ["link"]}}},
                                {"properties": {"type": {"const": "array"}}},
                                {
                                    "properties": {
                                        "fields": {
                                            "anyOf": [
                                                {"required": ["next"]},
                                                {"required": ["_links"]},
                                                {"required": ["links"]},
                                                {"required": ["self"]},
                                                {"required": ["next_page"]},
                                                {"required": ["paging"]},
                                                {"required": ["pagination"]},
                                                {"required": ["page"]},
                                            ]
                                        }
                                    }
                                },
                            ]
                        }
                    }
                },
                "say": ("{name} should answer links to other pages: next, and self, first, prev or last."),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#161",
    clause="Zalando 161",
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
                properties: {items: {type: array, items: {type: object}}, next: {type: string, format: uri}}
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
                properties: {items: {type: array, items: {type: object}}}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
