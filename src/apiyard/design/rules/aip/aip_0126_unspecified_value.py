"""A value for nothing said tells a new field from a chosen value."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0126-unspecified-value",
    why="A value for nothing said tells a new field from a chosen value.",
    description="A list of values should begin with one that ends in UNSPECIFIED.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "schema",
                "must": {
                    "if": {
                        "properties": {
                            "enum": {
                                "type": "array",
                                "minItems": 2,
                                "items": {"type": "string", "pattern": "^[A-Z][A-Z0-9_]*$"},
                            }
                        },
                        "required": ["enum"],
                    },
                    "then": {"properties": {"enum": {"items": [{"pattern": "(^|_)(UNSPECIFIED|UNKNOWN)$"}]}}},
                },
                "say": "The first listed value should end in UNSPECIFIED.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/126",
    clause="AIP-126",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        state: {type: string, enum: [STATE_UNSPECIFIED, OPEN]}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        state: {type: string, enum: [OPEN, PAID]}
""",
    ),
)
"""The rule."""
