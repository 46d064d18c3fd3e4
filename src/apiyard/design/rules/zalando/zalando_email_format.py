"""What is known to be an e-mail address can be checked."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-email-format",
    why="What is known to be an e-mail address can be checked.",
    description="An e-mail address must have the format email.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "(^|_)email(_address)?$",
                "when": {"type": ["string"]},
                "must": {"anyOf": [{"required": ["format"]}, {"required": ["pattern"]}]},
                "say": 'The address "{name}" must have the format email.',
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
        email: {type: string, format: email}
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
        email: {type: string}
""",
    ),
)
"""The rule."""
