"""The end of the name says what kind of time a field holds."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0142-date-names",
    why="The end of the name says what kind of time a field holds.",
    description="A date must have a name that ends with date.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"format": ["date"]},
                "match": "[dD]ates?$",
                "say": 'The date "{name}" must have a name that ends with date.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/142",
    clause="AIP-142",
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
        birthDate: {type: string, format: date}
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
        birthDay: {type: string, format: date}
""",
    ),
)
"""The rule."""
