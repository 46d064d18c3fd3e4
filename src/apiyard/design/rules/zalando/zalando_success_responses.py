"""A client cannot be written against an answer that is not described."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-success-responses",
    why="A client cannot be written against an answer that is not described.",
    description="An operation must describe a success.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "must": {"properties": {"codes": {"contains": {"pattern": "^[123]"}}}},
                "say": "{name} must describe a success.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#151",
    clause="Zalando 151",
    good=(
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
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "404": {description: None.}
""",
    ),
)
"""The rule."""
