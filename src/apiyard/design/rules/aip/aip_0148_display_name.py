"""What is shown to people is a text, and can be empty or long."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0148-display-name",
    why="What is shown to people is a text, and can be empty or long.",
    description="displayName must be a text.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^(displayName|display_name|title|description)$",
                "when": {"type": ["integer", "number", "boolean", "array"]},
                "must": {"not": {}},
                "say": '"{name}" must be a text.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/148",
    clause="AIP-148",
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
        displayName: {type: string}
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
        displayName: {type: integer}
""",
    ),
)
"""The rule."""
