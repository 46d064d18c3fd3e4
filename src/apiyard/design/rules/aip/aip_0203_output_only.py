"""A tool reads readOnly, not the description."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0203-output-only",
    why="A tool reads readOnly, not the description.",
    description="A field that is described as output only must be readOnly.",
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
                        "properties": {"description": {"pattern": "^\\W*([oO]utput|OUTPUT)( |_|-)([oO]nly|ONLY)"}},
                        "required": ["description"],
                    },
                    "then": {"properties": {"readOnly": {"const": True}}, "required": ["readOnly"]},
                },
                "say": 'The field "{name}" is described as output only; it must be readOnly.',
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
        state: {type: string, readOnly: true, description: Output only. How far.}
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
        state: {type: string, description: Output only. How far.}
""",
    ),
)
"""The rule."""
