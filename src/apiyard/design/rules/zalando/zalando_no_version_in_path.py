"""A version in the path gives every resource a second name as soon as there is a second version."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-no-version-in-path",
    why="A version in the path gives every resource a second name as soon as there is a second version.",
    description="A path must have no version.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "segment",
                "notMatch": "^[vV][0-9]+([._-][0-9]+)*$",
                "say": 'The segment "{name}" is a version; a path must not have one.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#115",
    clause="Zalando 115",
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
  /v1/orders: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
