"""Codes of a standard for each country are known to every client."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-country-code",
    why="Codes of a standard for each country are known to every client.",
    description="A country code must say which standard it follows: by a format, a pattern or a list.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^([a-z_]+_)?country_code$",
                "when": {"type": ["string"]},
                "must": {
                    "anyOf": [
                        {"required": ["format"]},
                        {"required": ["pattern"]},
                        {"required": ["enum"]},
                        {"required": ["x-extensible-enum"]},
                    ]
                },
                "say": (
                    '"{name}" must say which standard codes it holds: format iso-3166-alpha-2, a pattern or a list.'
                ),
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
        country_code: {type: string, format: iso-3166-alpha-2}
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
        country_code: {type: string}
""",
    ),
)
"""The rule."""
