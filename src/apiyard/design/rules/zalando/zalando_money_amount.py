"""Binary fractions cannot hold cents exactly."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-money-amount",
    why="Binary fractions cannot hold cents exactly.",
    description="The amount beside a currency must be a number with the format decimal.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^amount$",
                "must": {
                    "if": {"properties": {"siblings": {"contains": {"const": "currency"}}}},
                    "then": {
                        "properties": {"type": {"const": "number"}, "format": {"const": "decimal"}},
                        "required": ["type", "format"],
                    },
                },
                "say": "The amount beside a currency must be a number with the format decimal.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#173",
    clause="Zalando 173",
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
        amount: {type: number, format: decimal}
        currency: {type: string}
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
        amount: {type: number, format: float}
        currency: {type: string}
""",
    ),
)
"""The rule."""
