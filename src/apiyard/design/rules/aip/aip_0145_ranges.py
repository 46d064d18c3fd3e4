"""One pair of words for all ranges needs to be learnt once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0145-ranges",
    why="One pair of words for all ranges needs to be learnt once.",
    description="The ends of a range of time should be called start and end.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^(from|begin|since|until|till|to)($|_(time|date)$|Time$|Date$)",
                "when": {"format": ["date-time", "date"]},
                "must": {"not": {}},
                "say": 'The end of a range "{name}" should begin with start or end.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/145",
    clause="AIP-145",
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
        startTime: {type: string, format: date-time}
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
        from: {type: string, format: date-time}
""",
    ),
)
"""The rule."""
