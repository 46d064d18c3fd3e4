"""Names of one style are guessed right at the first try."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-property-names",
    why="Names of one style are guessed right at the first try.",
    description="A property must be written in snake_case.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "match": "^[a-z_][a-z_0-9]*$",
                "say": 'The property "{name}" must be written in snake_case.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#118",
    clause="Zalando 118",
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
        order_id: {type: string}
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
        orderId: {type: string}
""",
    ),
)
"""The rule."""
