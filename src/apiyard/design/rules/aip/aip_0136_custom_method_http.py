"""A custom method reads by GET or changes by POST; others would promise what they do not keep."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0136-custom-method-http",
    why="A custom method reads by GET or changes by POST; others would promise what they do not keep.",
    description="A custom method must be GET or POST.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["custom"]},
                "must": {"properties": {"method": {"enum": ["get", "post"]}}},
                "say": "{name} is a custom method; it must be GET or POST.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/136",
    clause="AIP-136",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders/{id}:cancel':
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
  '/orders/{id}:cancel':
    patch:
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
