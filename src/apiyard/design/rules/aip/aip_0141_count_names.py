"""A number of things is called a count everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0141-count-names",
    why="A number of things is called a count everywhere.",
    description="A number of things must be named count, at the end.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"type": ["integer", "number"]},
                "notMatch": "^(num|number_of|numberOf|no_of|total_number)(_[a-z]|[A-Z])",
                "say": 'The number "{name}" must be named with count at its end.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/141",
    clause="AIP-141",
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
        nodeCount: {type: integer}
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
        numNodes: {type: integer}
""",
    ),
)
"""The rule."""
