"""Whoever is told to leave needs to know where to go."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-deprecation-reason",
    why="Whoever is told to leave needs to know where to go.",
    description="The description of a deprecated operation must say what takes its place.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"deprecated": [True]},
                "must": {"required": ["description"], "properties": {"description": {"minLength": 1}}},
                "say": "{name} is deprecated; its description must say what takes its place.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#187",
    clause="Zalando 187",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      deprecated: true
      description: Use /sales-orders.
      responses:
        "200": {description: Fine.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      deprecated: true
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
