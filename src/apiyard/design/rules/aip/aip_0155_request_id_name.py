"""One name for what makes a repeated request harmless needs to be learnt once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0155-request-id-name",
    why="One name for what makes a repeated request harmless needs to be learnt once.",
    description="The identifier of a request must be called requestId (request_id).",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": (
                    "^(idempotency_?([kK]ey|[tT]oken|[iI]d)|client_?([rR]equest_?[iI]d|[tT]oken)|de"
                    "dup(lication)?_?([kK]ey|[iI]d))$"
                ),
                "when": {"request": [True]},
                "must": {"not": {}},
                "say": '"{name}" must be called requestId (request_id).',
            },
        ),
        Then(
            PART,
            options={
                "of": "query",
                "named": (
                    "^(idempotency_?([kK]ey|[tT]oken|[iI]d)|client_?([rR]equest_?[iI]d|[tT]oken)|de"
                    "dup(lication)?_?([kK]ey|[iI]d))$"
                ),
                "must": {"not": {}},
                "say": '"{name}" must be called requestId (request_id).',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/155",
    clause="AIP-155",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: requestId, in: query, schema: {type: string, format: uuid}}
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
      parameters:
        - {name: idempotencyKey, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
