"""Proxies and caches drop the body of a request that only reads."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-get-without-body",
    why="Proxies and caches drop the body of a request that only reads.",
    description="A GET or HEAD must have no request body.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"method": ["get", "head"]},
                "must": {"properties": {"body": {"type": "null"}}},
                "say": "{name} must have no request body.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#148",
    clause="Zalando 148",
    good=(
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
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
