"""An endpoint without a word about security is either open by accident or not described."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-secured-endpoints",
    why="An endpoint without a word about security is either open by accident or not described.",
    description="An operation must say by which security it is guarded; an empty list says that it is open.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "must": {"properties": {"explicit": {"const": True}}},
                "say": ("{name} must say by which security it is guarded; an empty list says that it is open."),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#104",
    clause="Zalando 104",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      security: [{login: []}]
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
