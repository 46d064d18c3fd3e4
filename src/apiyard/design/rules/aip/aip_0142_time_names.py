"""The end of the name says what kind of time a field holds."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0142-time-names",
    why="The end of the name says what kind of time a field holds.",
    description="A time must have a name that ends with time.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"format": ["date-time", "google-datetime"]},
                "match": "([tT]ime|TIME)s?$",
                "say": 'The time "{name}" must have a name that ends with time.',
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
        createTime: {type: string, format: date-time}
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
        created: {type: string, format: date-time}
""",
    ),
)
"""The rule."""
