"""A UUID is long, hard to read and sorts badly; it is worth that only where it must be made by many."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-uuid-identifiers",
    why="A UUID is long, hard to read and sorts badly; it is worth that only where it must be made by many.",
    description="An identifier should be a UUID only where that is needed.",
    message="{{error}}",
    severity=Severity.INFO,
    recommended=False,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "variable",
                "when": {"format": ["uuid"]},
                "must": {"not": {}},
                "say": 'The identifier "{name}" should be a UUID only where that is needed.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#144",
    clause="Zalando 144",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: Fine.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}]
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
