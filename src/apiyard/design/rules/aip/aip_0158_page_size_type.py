"""A size is a whole number, and the server has a default for it."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0158-page-size-type",
    why="A size is a whole number, and the server has a default for it.",
    description="pageSize (page_size) must be an integer and not required.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(pageSize|page_size)$",
                "must": {"properties": {"type": {"const": "integer"}, "required": {"const": False}}},
                "say": '"{name}" must be an integer and not required.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/158",
    clause="AIP-158",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: pageSize, in: query, schema: {type: integer}}
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
        - {name: pageSize, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
