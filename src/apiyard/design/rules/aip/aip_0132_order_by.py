"""One name for the order of all lists needs to be learnt once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0132-order-by",
    why="One name for the order of all lists needs to be learnt once.",
    description="A list must be ordered by the parameter orderBy (order_by).",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "when": {"kind": ["list"]},
                "named": "^(sort|sort_?[bB]y|sort_?[oO]rder|ordering|order)$",
                "must": {"not": {}},
                "say": 'The parameter "{name}" must be called orderBy (order_by).',
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
        - {name: sort, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
