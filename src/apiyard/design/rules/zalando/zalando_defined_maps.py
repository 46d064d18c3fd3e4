"""A map whose values are described can be typed; an object without any word cannot."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-defined-maps",
    why="A map whose values are described can be typed; an object without any word cannot.",
    description="An object should have properties, or say by additionalProperties what a map holds.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"type": ["object"]},
                "must": {
                    "anyOf": [
                        {"required": ["properties"]},
                        {"required": ["additionalProperties"]},
                        {"required": ["patternProperties"]},
                        {"required": ["allOf"]},
                        {"required": ["anyOf"]},
                        {"required": ["oneOf"]},
                        {"required": ["example"]},
                    ]
                },
                "say": ('The object "{name}" should have properties, or say by additionalProperties what a map holds.'),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#216",
    clause="Zalando 216",
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
        names: {type: object, additionalProperties: {type: string}}
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
        names: {type: object}
""",
    ),
)
"""The rule."""
