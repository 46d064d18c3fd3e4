"""A boolean with null has three values; three values want a list of names."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-boolean-not-null",
    why="A boolean with null has three values; three values want a list of names.",
    description="A boolean must not be null.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"type": ["boolean"], "nullable": [True]},
                "must": {"not": {}},
                "say": 'The boolean "{name}" must not be null.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#122",
    clause="Zalando 122",
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
        paid: {type: boolean}
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
        paid: {type: boolean, nullable: true}
""",
    ),
)
"""The rule."""
