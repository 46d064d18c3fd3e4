"""An object can grow new properties later; an array cannot."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-top-level-object",
    why="An object can grow new properties later; an array cannot.",
    description="JSON must be an object at its top, not an array.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "media",
                "named": "json",
                "when": {"type": ["array"]},
                "must": {"not": {}},
                "say": 'The content "{name}" must be an object at its top, not an array.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#110",
    clause="Zalando 110",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200":
          description: Fine.
          content:
            application/json: {schema: {type: object, properties: {items: {type: array, items: {type: string}}}}}
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
        "200":
          description: Fine.
          content:
            application/json: {schema: {type: array, items: {type: string}}}
""",
    ),
)
"""The rule."""
