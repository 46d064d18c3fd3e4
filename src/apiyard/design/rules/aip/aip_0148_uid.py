"""An identifier that the server alone sets must not be sent to it."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0148-uid",
    why="An identifier that the server alone sets must not be sent to it.",
    description="uid must be a readOnly text.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^uid$",
                "must": {
                    "properties": {"type": {"const": "string"}, "readOnly": {"const": True}},
                    "required": ["readOnly"],
                },
                "say": '"{name}" must be a readOnly text.',
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
        uid: {type: string, format: uuid, readOnly: true}
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
        uid: {type: integer}
""",
    ),
)
"""The rule."""
