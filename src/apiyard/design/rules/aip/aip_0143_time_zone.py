"""Codes of a standard have one name everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0143-time-zone",
    why="Codes of a standard have one name everywhere.",
    description="A field for a time zone should be called timeZone (time_zone).",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^time_?zone_?([iI]d|[nN]ame)$|^timezone$|^tz$",
                "when": {"type": ["string"]},
                "must": {"not": {}},
                "say": '"{name}" should be called timeZone (time_zone).',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/143",
    clause="AIP-143",
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
        timeZone: {type: string}
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
        timezone: {type: string}
""",
    ),
)
"""The rule."""
