"""A plural says that there may be many."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0144-plural-arrays",
    why="A plural says that there may be many.",
    description="An array must have a name in the plural.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"type": ["array"]},
                "words": "not singular",
                "say": 'The array "{name}" must have a name in the plural.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/144",
    clause="AIP-144",
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
        orderLine: {type: array, items: {type: string}}
""",
    ),
)
"""The rule."""
