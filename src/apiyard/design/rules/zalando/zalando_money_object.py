"""An amount without its currency is a number that means something else elsewhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-money-object",
    why="An amount without its currency is a number that means something else elsewhere.",
    description="A price must be a money object with amount and currency.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": (
                    "^(([a-z0-9_]+_)?(price|fee|salary|amount_due)|total_(price|amount)|net_amount|"
                    "gross_amount|shipping_costs?)$"
                ),
                "when": {"type": ["number", "integer"]},
                "must": {"properties": {"siblings": {"contains": {"pattern": "currency"}}}},
                "say": '"{name}" must be a money object with amount and currency.',
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
        price: {type: object, properties: {amount: {type: number}, currency: {type: string}}}
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
        unit_price: {type: number}
""",
    ),
)
"""The rule."""
