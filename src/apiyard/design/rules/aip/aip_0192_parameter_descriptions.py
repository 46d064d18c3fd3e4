"""What a parameter does stands nowhere else."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0192-parameter-descriptions",
    why="What a parameter does stands nowhere else.",
    description="Every query parameter must have a description.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "must": {"required": ["description"], "properties": {"description": {"minLength": 1}}},
                "say": 'The parameter "{name}" must have a description.',
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
      parameters:
        - {name: filter, in: query, description: Which., schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: filter, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
