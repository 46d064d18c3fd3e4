"""A list in a parameter is written in several ways; defaults differ from version to version."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-collection-format",
    why="A list in a parameter is written in several ways; defaults differ from version to version.",
    description=(
        "A list in a parameter must say how it is written: style and explode (collectionFormat in OpenAPI 2.0)."
    ),
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "when": {"type": ["array"]},
                "must": {
                    "anyOf": [
                        {"required": ["style"]},
                        {"required": ["explode"]},
                        {"required": ["collectionFormat"]},
                        {"required": ["content"]},
                    ]
                },
                "say": (
                    'The list "{name}" must say how it is written: style and explode (collectionFormat in OpenAPI 2.0).'
                ),
            },
        ),
        Then(
            PART,
            options={
                "of": "header",
                "when": {"type": ["array"]},
                "must": {
                    "anyOf": [
                        {"required": ["style"]},
                        {"required": ["explode"]},
                        {"required": ["collectionFormat"]},
                        {"required": ["content"]},
                    ]
                },
                "say": (
                    'The list "{name}" must say how it is written: style and explode (collectionFormat in OpenAPI 2.0).'
                ),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#154",
    clause="Zalando 154",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: ids, in: query, explode: false, schema: {type: array, items: {}}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: ids, in: query, schema: {type: array, items: {}}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
