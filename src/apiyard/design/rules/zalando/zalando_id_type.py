"""An identifier that counts can be guessed, and outgrows its number."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-id-type",
    why="An identifier that counts can be guessed, and outgrows its number.",
    description="An identifier must be a text.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^id$|_id$",
                "when": {"type": ["integer", "number"]},
                "must": {"not": {}},
                "say": 'The identifier "{name}" must be a text.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#174",
    clause="Zalando 174",
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
        id: {type: string}
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
        id: {type: integer}
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
        customer_id: {type: integer}
""",
    ),
)
"""The rule."""
