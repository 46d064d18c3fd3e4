"""One identifier that goes along shows all that one click set off."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-flow-id",
    why="One identifier that goes along shows all that one click set off.",
    description="An operation should take the header X-Flow-ID.",
    message="{{error}}",
    severity=Severity.INFO,
    recommended=False,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "must": {"properties": {"headers": {"required": ["x-flow-id"]}}},
                "say": "{name} should take the header X-Flow-ID.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#233",
    clause="Zalando 233",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters: [{name: X-Flow-ID, in: header, schema: {type: string}}]
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
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
