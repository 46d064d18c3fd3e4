"""A random identifier is never used twice by accident."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0155-request-id-format",
    why="A random identifier is never used twice by accident.",
    description="requestId (request_id) should have the format uuid.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(requestId|request_id)$",
                "must": {"properties": {"format": {"enum": ["uuid", "uuid4"]}}, "required": ["format"]},
                "say": '"{name}" should have the format uuid.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/155",
    clause="AIP-155",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: requestId, in: query, schema: {type: string, format: uuid}}
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
        - {name: requestId, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
