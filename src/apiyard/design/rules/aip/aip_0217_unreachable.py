"""One name for what could not be reached needs to be learnt once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0217-unreachable",
    why="One name for what could not be reached needs to be learnt once.",
    description="The names of what could not be reached should be called unreachable, as an array.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^(unreachable|unreachable_?[lL]ocations|missing_?[lL]ocations)$",
                "match": "^unreachable$",
                "must": {"properties": {"type": {"const": "array"}}},
                "say": "unreachable should be an array.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/217",
    clause="AIP-217",
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
        unreachable: {type: array, items: {type: string}}
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
        unreachable: {type: boolean}
""",
    ),
)
"""The rule."""
