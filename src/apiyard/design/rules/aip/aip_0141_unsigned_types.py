"""Many languages have no unsigned numbers."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0141-unsigned-types",
    why="Many languages have no unsigned numbers.",
    description="A number should be signed: no format uint32 or uint64.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"format": ["uint32", "uint64"]},
                "must": {"not": {}},
                "say": 'The number "{name}" should not be unsigned.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/141",
    clause="AIP-141",
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
        nodeCount: {type: integer, format: int32}
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
        nodeCount: {type: integer, format: uint32}
""",
    ),
)
"""The rule."""
