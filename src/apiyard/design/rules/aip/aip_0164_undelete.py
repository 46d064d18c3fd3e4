"""What was deleted softly comes back in the same way everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0164-undelete",
    why="What was deleted softly comes back in the same way everywhere.",
    description="Undeleting must be POST behind a colon: :undelete.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "named": "[:/]undelete$",
                "must": {"properties": {"method": {"const": "post"}, "verb": {"const": "undelete"}}},
                "say": "{name} must be POST on :undelete.",
            },
        ),
        Then(
            PART,
            options={
                "of": "operation",
                "named": "(:|/)(unDelete|un-delete|un_delete|undo[dD]elete|undo-delete)$",
                "must": {"not": {}},
                "say": "{name} must be POST on :undelete.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/164",
    clause="AIP-164",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders/{id}:undelete':
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
  /orders/{id}/undelete:
    post:
      responses:
        "200": {description: Fine.}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders/{id}:undelete':
    patch:
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
