"""A path that begins with api says what everybody knows."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-no-api-segment",
    why="A path that begins with api says what everybody knows.",
    description="A path should not begin with /api.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "segment",
                "when": {"index": [0]},
                "notMatch": "^[aA][pP][iI]$",
                "say": 'A path should not begin with "{name}".',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#135",
    clause="Zalando 135",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders: {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /api/orders: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
