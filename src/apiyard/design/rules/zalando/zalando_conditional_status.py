"""A condition that fails must have an answer."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-conditional-status",
    why="A condition that fails must have an answer.",
    description="An operation that takes If-Match or If-None-Match should describe 412 or 304.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "must": {
                    "if": {
                        "properties": {
                            "headers": {"anyOf": [{"required": ["if-match"]}, {"required": ["if-none-match"]}]}
                        }
                    },
                    "then": {
                        "properties": {"codes": {"contains": {"enum": ["412", "304", "428", "4XX", "4xx", "default"]}}}
                    },
                },
                "say": "{name} takes If-Match or If-None-Match; it should describe 412 or 304.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#182",
    clause="Zalando 182",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    put:
      parameters: [{name: If-Match, in: header, schema: {type: string}}]
      responses:
        "412": {description: Changed.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    put:
      parameters: [{name: If-Match, in: header, schema: {type: string}}]
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
