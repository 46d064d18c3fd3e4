"""Proxies drop the body of such a request."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0135-delete-without-body",
    why="Proxies drop the body of such a request.",
    description="A delete method must have no request body.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["delete"]},
                "must": {"properties": {"body": {"type": "null"}}},
                "say": "{name} must have no request body.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/135",
    clause="AIP-135",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    delete:
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
    delete:
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
