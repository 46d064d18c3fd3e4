"""A client handles the errors of all APIs with one piece of code when they are problem details."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-problem-json",
    why="A client handles the errors of all APIs with one piece of code when they are problem details.",
    description="An error must offer application/problem+json.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "response",
                "must": {
                    "if": {"properties": {"status": {"pattern": "^([45]|default$)"}, "media": {"minItems": 1}}},
                    "then": {
                        "properties": {"media": {"contains": {"pattern": "^application/problem\\+json|^[*]/[*]"}}}
                    },
                },
                "say": "{name} must offer application/problem+json.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#176",
    clause="Zalando 176",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "404":
          description: Fine.
          content:
            application/problem+json: {schema: {type: object}}
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
        "404":
          description: Fine.
          content:
            application/json: {schema: {type: object}}
""",
    ),
)
"""The rule."""
