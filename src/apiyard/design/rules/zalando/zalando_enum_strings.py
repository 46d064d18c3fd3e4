"""A number says nothing to whoever reads a log."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-enum-strings",
    why="A number says nothing to whoever reads a log.",
    description="Listed values should be texts, not numbers.",
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
                "must": {"not": {"required": ["enum"], "properties": {"enum": {"type": "array", "minItems": 2}}}},
                "say": 'The values of "{name}" should be listed as texts, not as numbers.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#240",
    clause="Zalando 240",
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
        state: {type: string, enum: [OPEN, PAID]}
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
        state: {type: integer, enum: [1, 2]}
""",
    ),
)
"""The rule."""
