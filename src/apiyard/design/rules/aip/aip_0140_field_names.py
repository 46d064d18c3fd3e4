"""Names of one style are guessed right at the first try."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0140-field-names",
    why="Names of one style are guessed right at the first try.",
    description="A field must be written in lowerCamelCase or in snake_case.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "match": "^[@$_]|^[a-z][a-zA-Z0-9]*$|^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
                "say": 'The field "{name}" must be written in lowerCamelCase or in snake_case.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/140",
    clause="AIP-140",
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
        orderState: {type: string}
        order_state: {type: string}
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
        OrderState: {type: string}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        order-state: {type: string}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        order_State: {type: string}
""",
    ),
)
"""The rule."""
