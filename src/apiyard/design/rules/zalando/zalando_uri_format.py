"""What is known to be an address can be checked and followed."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-uri-format",
    why="What is known to be an address can be checked and followed.",
    description="An address must have the format uri, or another one of addresses.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "(^|_)(url|uri|href)$",
                "when": {"type": ["string"]},
                "must": {"anyOf": [{"required": ["format"]}, {"required": ["pattern"]}, {"required": ["enum"]}]},
                "say": 'The address "{name}" must have the format uri, or another one of addresses.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#238",
    clause="Zalando 238",
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
        image_url: {type: string, format: uri}
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
        image_url: {type: string}
""",
    ),
)
"""The rule."""
