"""An object without any word about its fields can be anything."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0146-generic-fields",
    why="An object without any word about its fields can be anything.",
    description="A field should say what it holds, rather than be any object.",
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
                "say": 'The field "{name}" should say what it holds.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/146",
    clause="AIP-146",
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
        labels: {type: object, additionalProperties: {type: string}}
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
        labels: {type: object}
""",
    ),
)
"""The rule."""
