"""Deleting many at once changes something, so it is no reading."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0165-purge",
    why="Deleting many at once changes something, so it is no reading.",
    description="Purging must be POST.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "named": ":purge$",
                "must": {"properties": {"method": {"const": "post"}}},
                "say": "{name} must be POST.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/165",
    clause="AIP-165",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders:purge':
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
  '/orders:purge':
    get:
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
