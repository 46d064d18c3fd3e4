"""Pages counted by offset repeat or lose entries while the list changes, and get slow."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-cursor-pagination",
    why="Pages counted by offset repeat or lose entries while the list changes, and get slow.",
    description="A list should be paged by a cursor rather than by an offset.",
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
                        "query": {
                            "anyOf": [
                                {
                                    "not": {
                                        "anyOf": [
                                            {"required": ["offset"]},
                                            {"required": ["page"]},
                                            {"required": ["page_number"]},
                                            {"required": ["pageNumber"]},
                                            {"required": ["skip"]},
                                        ]
                                    }
                                },
                                {
                                    "anyOf": [
                                        {"required": ["cursor"]},
                                        {"required": ["page_token"]},
                                        {"required": ["starting_after"]},
                                        {"required": ["after"]},
                                        {"required": ["next"]},
                                    ]
                                },
                            ]
                        }
                    }
                },
                "say": "{name} counts its pages; a cursor should be preferred.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#160",
    clause="Zalando 160",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: string}}
        - {name: cursor, in: query, schema: {type: string}}
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
        - {name: offset, in: query, schema: {type: string}}
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
