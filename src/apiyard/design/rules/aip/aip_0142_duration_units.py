"""A number that does not say its unit is read in another one some day."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0142-duration-units",
    why="A number that does not say its unit is read in another one some day.",
    description="A duration that is a number must say its unit in its name.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^(.*_)?(duration|timeout|ttl)$|(Duration|Timeout|Ttl)$",
                "when": {"type": ["integer", "number"]},
                "must": {"not": {}},
                "say": 'The duration "{name}" must say its unit: as a text, or by the end of its name.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/142",
    clause="AIP-142",
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
        duration: {type: string}
        timeoutSeconds: {type: integer}
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
        timeout: {type: integer}
""",
    ),
)
"""The rule."""
