"""Values in capitals are told from free text at once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0126-enum-values",
    why="Values in capitals are told from free text at once.",
    description="Listed values must be written in UPPER_SNAKE_CASE.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "schema",
                "must": {
                    "properties": {
                        "enum": {
                            "anyOf": [
                                {"not": {"type": "array"}},
                                {
                                    "items": {
                                        "anyOf": [
                                            {"not": {"type": "string"}},
                                            {"maxLength": 0},
                                            {"pattern": "^[A-Z][A-Z0-9_]*$"},
                                        ]
                                    }
                                },
                                {"items": {"type": "string", "pattern": "^[a-z]{2}([_-][A-Z]{2})?$"}, "minItems": 5},
                                {"items": {"type": "string", "pattern": "^[a-z]+/|[.:/+]"}},
                            ]
                        }
                    }
                },
                "say": "Listed values must be written in UPPER_SNAKE_CASE.",
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
        state: {type: string, enum: [open, inDelivery]}
""",
    ),
)
"""The rule."""
