"""A list that cannot be read in parts is too long one day."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-pagination",
    why="A list that cannot be read in parts is too long one day.",
    description="It must be possible to read a list page by page.",
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
                        "query": {
                            "not": {
                                "propertyNames": {
                                    "not": {
                                        "pattern": (
                                            "^(limit|cursor|offset|page|page_?(size|token|number|limit|cursor|no|num)|per_?"
                                            "page|next(_?(token|cursor|page))?|starting_after|ending_before|after|before|si"
                                            "nce|start|count|max_?(results|items)|(page)\\[.*\\]|skip|top|first|last|continua"
                                            "tion_?token|\\$top|\\$skip)$"
                                        )
                                    }
                                }
                            },
                            "minProperties": 1,
                        }
                    }
                },
                "say": ("{name} gives a list; it must be possible to read it page by page, with limit and cursor."),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#159",
    clause="Zalando 159",
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
        - {name: sort, in: query, schema: {type: string}}
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
