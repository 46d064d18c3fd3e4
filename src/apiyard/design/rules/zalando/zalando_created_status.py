"""Whoever asks for something new wants to know that it is there."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-created-status",
    why="Whoever asks for something new wants to know that it is there.",
    description="An operation that creates something should answer 201, or 202 or 207.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["create"]},
                "must": {"properties": {"codes": {"contains": {"enum": ["201", "202", "207", "2XX", "2xx"]}}}},
                "say": "{name} creates something; it should answer 201, or 202 or 207.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#148",
    clause="Zalando 148",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      responses:
        "201": {description: Made.}
  /orders/{id}: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
