"""Durations in one standard form need no guess about units."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-duration-format",
    why="Durations in one standard form need no guess about units.",
    description="A duration should have the format duration or period (ISO 8601).",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "(^|_)duration$",
                "when": {"type": ["string"]},
                "must": {"required": ["format"]},
                "say": 'The duration "{name}" should have the format duration or period (ISO 8601).',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#127",
    clause="Zalando 127",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        duration: {type: string, format: duration}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        duration: {type: string}
""",
    ),
)
"""The rule."""
