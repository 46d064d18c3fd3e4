"""Times in one standard form need no guess about units and zones."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-date-time-format",
    why="Times in one standard form need no guess about units and zones.",
    description="A time must be a text with the format date-time or date.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "[a-z]_at$",
                "when": {"type": ["string", "integer", "number"]},
                "must": {
                    "properties": {"type": {"const": "string"}, "format": {"enum": ["date-time", "date"]}},
                    "required": ["format"],
                },
                "say": 'The time "{name}" must be a text with the format date-time or date.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#169",
    clause="Zalando 169",
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
        created_at: {type: integer}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        created_at: {type: string}
""",
    ),
)
"""The rule."""
