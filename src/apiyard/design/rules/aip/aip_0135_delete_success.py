"""A client has to know whether the resource is gone or going."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0135-delete-success",
    why="A client has to know whether the resource is gone or going.",
    description="A delete method should answer 200, 202 or 204.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["delete"]},
                "must": {
                    "properties": {"codes": {"contains": {"enum": ["200", "202", "204", "2XX", "2xx", "default"]}}}
                },
                "say": "{name} should answer 200, 202 or 204.",
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
        "204": {description: Gone.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    delete:
      responses:
        "201": {description: Odd.}
""",
    ),
)
"""The rule."""
