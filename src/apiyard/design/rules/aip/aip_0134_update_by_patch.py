"""PUT resets every field that a client does not know."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0134-update-by-patch",
    why="PUT resets every field that a client does not know.",
    description="A resource must be updated by PATCH rather than PUT.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["replace"]},
                "must": {"not": {}},
                "say": "{name} must be PATCH: PUT resets what the client does not know.",
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
    put:
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
