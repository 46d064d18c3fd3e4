"""A header that makes a repeated request harmless should have one name everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-idempotency-key",
    why="A header that makes a repeated request harmless should have one name everywhere.",
    description="The header for an idempotency key should be called Idempotency-Key.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "header",
                "named": "^([xX]-)?([iI]dempoten(t|ce|cy))-?([kK]ey|[tT]oken|[iI][dD])?$",
                "match": "^Idempotency-Key$",
                "say": 'The header "{name}" should be Idempotency-Key.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#230",
    clause="Zalando 230",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: Idempotency-Key, in: header, schema: {type: string}}
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
        - {name: X-Idempotency-Token, in: header, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
