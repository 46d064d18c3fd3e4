"""A name that tells of a time is not taken for a boolean or a text."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-date-time-names",
    why="A name that tells of a time is not taken for a boolean or a text.",
    description="The name of a time should end in _at, or say date, day, time or timestamp.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"format": ["date", "date-time"]},
                "match": ("(_at|date|day|time|timestamp)(_|$)|(At|Date|Day|Time|Timestamp)$|^(date|time|day)"),
                "say": (
                    'The time "{name}" should be named so: with _at at its end, or with date, day, time or timestamp.'
                ),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#235",
    clause="Zalando 235",
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
        created_at: {type: string, format: date-time}
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
