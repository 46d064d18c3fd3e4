"""Who is told that work goes on needs a name to ask for it."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0151-long-running",
    why="Who is told that work goes on needs a name to ask for it.",
    description="A response 202 must answer an operation with name and done.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "response",
                "when": {"status": ["202"]},
                "must": {"properties": {"fields": {"required": ["name", "done"]}}},
                "say": "{name} must answer an operation with the fields name and done.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/151",
    clause="AIP-151",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders:sync':
    post:
      responses:
        "202":
          description: Fine.
          content:
            application/json:
              schema: {type: object, properties: {name: {type: string}, done: {type: boolean}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders:sync':
    post:
      responses:
        "202": {description: Going on.}
""",
    ),
)
"""The rule."""
