"""A field mask is one text with commas."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0161-field-mask-type",
    why="A field mask is one text with commas.",
    description="A field mask in a query must be a text.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(updateMask|update_mask|readMask|read_mask)$",
                "must": {"properties": {"type": {"const": "string"}}},
                "say": 'The field mask "{name}" must be a text.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/161",
    clause="AIP-161",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: readMask, in: query, schema: {type: string}}
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
        - {name: readMask, in: query, schema: {type: array, items: {type: string}}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
