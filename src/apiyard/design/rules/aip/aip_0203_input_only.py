"""A tool reads writeOnly, not the description."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0203-input-only",
    why="A tool reads writeOnly, not the description.",
    description="A field that is described as input only must be writeOnly.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "must": {
                    "if": {
                        "properties": {"description": {"pattern": "^\\W*([iI]nput|INPUT)( |_|-)([oO]nly|ONLY)"}},
                        "required": ["description"],
                    },
                    "then": {"properties": {"writeOnly": {"const": True}}, "required": ["writeOnly"]},
                },
                "say": 'The field "{name}" is described as input only; it must be writeOnly.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/203",
    clause="AIP-203",
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
        secret: {type: string, writeOnly: true, description: Input only.}
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
        secret: {type: string, description: Input only.}
""",
    ),
)
"""The rule."""
