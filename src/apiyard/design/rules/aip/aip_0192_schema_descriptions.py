"""What a type stands for is said nowhere else."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0192-schema-descriptions",
    why="What a type stands for is said nowhere else.",
    description="Every named schema should have a description.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "schema",
                "when": {"component": [True]},
                "must": {
                    "anyOf": [
                        {"required": ["description"], "properties": {"description": {"minLength": 1}}},
                        {"required": ["title"]},
                    ]
                },
                "say": 'The schema "{name}" should have a description.',
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
      description: What somebody buys.
      type: object
      properties:
        id: {type: string}
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
        id: {type: string}
""",
    ),
)
"""The rule."""
