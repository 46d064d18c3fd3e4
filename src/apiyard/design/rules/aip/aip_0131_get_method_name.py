"""The verb in its name says what kind of method it is."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0131-get-method-name",
    why="The verb in its name says what kind of method it is.",
    description="The operationId of a get method should begin with Get.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["get"]},
                "must": {"properties": {"operationId": {"pattern": "^([A-Za-z0-9]+[._/-])*[gG]et([A-Z0-9_-]|$)"}}},
                "say": "The operationId of {name} should begin with Get.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/131",
    clause="AIP-131",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    get:
      operationId: GetOrder
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
    get:
      operationId: doOrder
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
