"""What is to be changed is the body of the request."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0134-update-body",
    why="What is to be changed is the body of the request.",
    description="An update method must take the resource as its body.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["update"]},
                "must": {"properties": {"body": {"type": "object"}}},
                "say": "{name} must take the resource as its body.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/134",
    clause="AIP-134",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    patch:
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
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
    patch:
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
