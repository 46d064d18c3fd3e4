"""An order by several fields is one text, with commas."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0132-order-by-type",
    why="An order by several fields is one text, with commas.",
    description="The parameter orderBy (order_by) must be a text.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(orderBy|order_by)$",
                "must": {"properties": {"type": {"const": "string"}, "enum": {"not": {}}}},
                "say": 'The parameter "{name}" must be a text.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/132",
    clause="AIP-132",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: orderBy, in: query, schema: {type: string}}
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
        - {name: orderBy, in: query, schema: {type: array, items: {type: string}}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
