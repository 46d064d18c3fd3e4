"""Names of types look alike in all languages."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0190-schema-names",
    why="Names of types look alike in all languages.",
    description="A schema must be named in UpperCamelCase.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "schema",
                "when": {"component": [True]},
                "match": "^([a-z0-9_]+[.])*[A-Z][A-Za-z0-9]*([._][A-Z][A-Za-z0-9]*)*$",
                "say": 'The schema "{name}" must be named in UpperCamelCase.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/190",
    clause="AIP-190",
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
        id: {type: string}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    order_line:
      type: object
      properties:
        id: {type: string}
""",
    ),
)
"""The rule."""
