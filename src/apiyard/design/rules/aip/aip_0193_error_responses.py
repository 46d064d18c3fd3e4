"""Errors are a part of the contract: clients have to act on them."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0193-error-responses",
    why="Errors are a part of the contract: clients have to act on them.",
    description="Every method must describe its errors, at least by default.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "must": {"properties": {"codes": {"contains": {"pattern": "^([45]|default$)"}}}},
                "say": "{name} must describe its errors, at least by default.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/193",
    clause="AIP-193",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200": {description: Fine.}
        default: {description: An error.}
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
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
