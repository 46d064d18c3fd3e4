"""A token is opaque, and the first page has none."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0158-page-token-type",
    why="A token is opaque, and the first page has none.",
    description="pageToken (page_token) must be a text and not required.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(pageToken|page_token)$",
                "must": {"properties": {"type": {"const": "string"}, "required": {"const": False}}},
                "say": '"{name}" must be a text and not required.',
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
        - {name: pageToken, in: query, schema: {type: string}}
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
        - {name: pageToken, in: query, required: true, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
