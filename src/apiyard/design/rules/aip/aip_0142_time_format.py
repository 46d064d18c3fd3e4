"""Times in one standard form need no guess about units and zones."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0142-time-format",
    why="Times in one standard form need no guess about units and zones.",
    description="A field whose name ends with time must be a text with the format date-time.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": (
                    "^(create|update|delete|expire|purge|start|end|publish|read|write|finish|complete)(_t|T)ime$"
                ),
                "when": {"type": ["string", "integer", "number"]},
                "must": {
                    "properties": {"type": {"const": "string"}, "format": {"enum": ["date-time", "google-datetime"]}},
                    "required": ["format"],
                },
                "say": 'The time "{name}" must have the format date-time.',
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
        startTime: {type: integer}
""",
    ),
)
"""The rule."""
