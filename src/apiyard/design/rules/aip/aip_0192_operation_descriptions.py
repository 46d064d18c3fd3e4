"""What a method does stands nowhere else."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0192-operation-descriptions",
    why="What a method does stands nowhere else.",
    description="Every method must have a description.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "must": {
                    "anyOf": [
                        {"required": ["description"], "properties": {"description": {"minLength": 1}}},
                        {"required": ["summary"], "properties": {"summary": {"minLength": 1}}},
                    ]
                },
                "say": "{name} must have a description.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/192",
    clause="AIP-192",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      description: Gives the orders.
      responses:
        "200": {description: Fine.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
