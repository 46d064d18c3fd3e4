"""Codes of a standard for each language are known to every client."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-language-code",
    why="Codes of a standard for each language are known to every client.",
    description="A language code must say which standard it follows: by a format, a pattern or a list.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^([a-z_]+_)?language_code$",
                "when": {"type": ["string"]},
                "must": {
                    "anyOf": [
                        {"required": ["format"]},
                        {"required": ["pattern"]},
                        {"required": ["enum"]},
                        {"required": ["x-extensible-enum"]},
                    ]
                },
                "say": ('"{name}" must say which standard codes it holds: format bcp47, a pattern or a list.'),
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
        language_code: {type: string, format: bcp47}
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
        language_code: {type: string}
""",
    ),
)
"""The rule."""
