"""Parameters that every list has should have one name everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-conventional-query-names",
    why="Parameters that every list has should have one name everywhere.",
    description="Query parameters for sorting, paging and choosing fields must have their conventional names.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(sort_?by|order_?by|sort_?order|ordering)$",
                "must": {"not": {}},
                "when": {"method": ["get"]},
                "say": 'The query parameter "{name}" must be called sort, as everywhere.',
            },
        ),
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(page_?size|per_?page|max_?results|max_?items|page_?limit)$",
                "must": {"not": {}},
                "when": {"method": ["get"]},
                "say": 'The query parameter "{name}" must be called limit, as everywhere.',
            },
        ),
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(page_?token|next_?token|continuation_?token|next_?cursor|page_?cursor)$",
                "must": {"not": {}},
                "when": {"method": ["get"]},
                "say": 'The query parameter "{name}" must be called cursor, as everywhere.',
            },
        ),
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(start_?index|skip|from_?index)$",
                "must": {"not": {}},
                "when": {"method": ["get"]},
                "say": 'The query parameter "{name}" must be called offset, as everywhere.',
            },
        ),
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(select|field_?set|include_?fields|field_?names|opt_fields)$",
                "must": {"not": {}},
                "when": {"method": ["get"]},
                "say": 'The query parameter "{name}" must be called fields, as everywhere.',
            },
        ),
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(expand|includes|embedded)$",
                "must": {"not": {}},
                "when": {"method": ["get"]},
                "say": 'The query parameter "{name}" must be called embed, as everywhere.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#137",
    clause="Zalando 137",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer, format: int32}}
        - {name: sort, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
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
        - {name: page_size, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: order_by, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: expand, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
