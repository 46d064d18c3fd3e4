"""What a field holds stands nowhere else."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0192-field-descriptions",
    why="What a field holds stands nowhere else.",
    description="Every field should have a description.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "must": {
                    "anyOf": [
                        {"required": ["description"], "properties": {"description": {"minLength": 1}}},
                        {"required": ["title"]},
                    ]
                },
                "say": 'The field "{name}" should have a description.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/192",
    clause="AIP-192",
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
        state: {type: string, description: How far it is.}
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
        state: {type: string}
""",
    ),
)
"""The rule."""
