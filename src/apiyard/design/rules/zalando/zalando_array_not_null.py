"""An empty array says the same without a second case."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-array-not-null",
    why="An empty array says the same without a second case.",
    description="An array should be empty rather than null.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"type": ["array"], "nullable": [True]},
                "must": {"not": {}},
                "say": 'The array "{name}" should be empty rather than null.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#124",
    clause="Zalando 124",
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
        items: {type: array, items: {type: string}}
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
        items: {type: array, nullable: true, items: {type: string}}
""",
    ),
)
"""The rule."""
