"""Parameters of one style are guessed right at the first try."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-query-names",
    why="Parameters of one style are guessed right at the first try.",
    description="A query parameter must be written in snake_case.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "match": "^[a-z_][a-z0-9_]*$",
                "say": 'The query parameter "{name}" must be written in snake_case.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#130",
    clause="Zalando 130",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: sales_channel, in: query, schema: {type: string}}
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
        - {name: salesChannel, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
