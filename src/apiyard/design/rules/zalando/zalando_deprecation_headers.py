"""Clients that nobody maintains by hand learn of the end from headers."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-deprecation-headers",
    why="Clients that nobody maintains by hand learn of the end from headers.",
    description="The success of a deprecated operation should carry the header Deprecation or Sunset.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"deprecated": [True]},
                "must": {
                    "properties": {
                        "success": {
                            "anyOf": [
                                {"type": "null"},
                                {
                                    "properties": {
                                        "headers": {"anyOf": [{"required": ["deprecation"]}, {"required": ["sunset"]}]}
                                    }
                                },
                            ]
                        }
                    }
                },
                "say": ("{name} is deprecated; its success should carry the header Deprecation or Sunset."),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#189",
    clause="Zalando 189",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      deprecated: true
      responses:
        "200": {description: Fine., headers: {Sunset: {schema: {type: string}}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      deprecated: true
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
