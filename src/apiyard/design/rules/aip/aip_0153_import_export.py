"""Imports and exports change or cost something, so they are no reading."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0153-import-export",
    why="Imports and exports change or cost something, so they are no reading.",
    description="Importing and exporting must be POST.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "named": ":(import|export)[A-Za-z]*$",
                "must": {"properties": {"method": {"const": "post"}}},
                "say": "{name} must be POST.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/153",
    clause="AIP-153",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders:import':
    post:
      responses:
        "200": {description: Fine.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders:export':
    get:
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
