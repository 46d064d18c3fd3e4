"""Codes of a standard for each currency are known to every client."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-currency-code",
    why="Codes of a standard for each currency are known to every client.",
    description="A currency must say which standard it follows: by a format, a pattern or a list.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^([a-z_]+_)?currency(_code)?$",
                "when": {"type": ["string"]},
                "must": {
                    "anyOf": [
                        {"required": ["format"]},
                        {"required": ["pattern"]},
                        {"required": ["enum"]},
                        {"required": ["x-extensible-enum"]},
                    ]
                },
                "say": ('"{name}" must say which standard codes it holds: format iso-4217, a pattern or a list.'),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#170",
    clause="Zalando 170",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        currency: {type: string, format: iso-4217}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        currency: {type: string}
""",
    ),
)
"""The rule."""
