"""A resource has one address, and its identifier is a part of it."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-identifiers-in-path",
    why="A resource has one address, and its identifier is a part of it.",
    description="An identifier must be a segment of the path, not a query parameter.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "named": "^id$",
                "when": {"required": [True]},
                "must": {"not": {}},
                "say": 'The identifier "{name}" must be a segment of the path, not a query parameter.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#143",
    clause="Zalando 143",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: customer_id, in: query, schema: {type: string}}
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
        - {name: id, in: query, required: true, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
