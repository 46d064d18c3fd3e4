"""Proxies drop the body of such a request."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0132-list-without-body",
    why="Proxies drop the body of such a request.",
    description="A list method must have no request body.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["list"]},
                "must": {"properties": {"body": {"type": "null"}}},
                "say": "{name} must have no request body.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/132",
    clause="AIP-132",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
