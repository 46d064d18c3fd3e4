"""When a resource was made is known by the server alone."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0148-output-only-times",
    why="When a resource was made is known by the server alone.",
    description="createTime, updateTime and deleteTime must be readOnly.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^(create|update|delete|purge)(_t|T)ime$",
                "must": {"properties": {"readOnly": {"const": True}}, "required": ["readOnly"]},
                "say": 'The time "{name}" must be readOnly: the server alone sets it.',
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
        createTime: {type: string, format: date-time, readOnly: true}
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
        createTime: {type: string, format: date-time}
""",
    ),
)
"""The rule."""
