"""The verb in its name says what kind of method it is."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0132-list-method-name",
    why="The verb in its name says what kind of method it is.",
    description="The operationId of a list method should begin with List.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["list"]},
                "must": {"properties": {"operationId": {"pattern": "^([A-Za-z0-9]+[._/-])*[lL]ist([A-Z0-9_-]|$)"}}},
                "say": "The operationId of {name} should begin with List.",
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
      operationId: ListOrder
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
      operationId: doOrder
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
