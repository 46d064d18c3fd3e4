"""A filter is one text in one language."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0160-filter-type",
    why="A filter is one text in one language.",
    description="The parameter filter must be a text.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "named": "^filter$",
                "must": {"properties": {"type": {"const": "string"}}},
                "say": "The parameter filter must be a text.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/160",
    clause="AIP-160",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: filter, in: query, schema: {type: string}}
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
        - {name: filter, in: query, schema: {type: object}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
