"""A field is something that is; verbs belong to methods."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0140-no-verbs",
    why="A field is something that is; verbs belong to methods.",
    description="A field must be named by a noun, not by a verb.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^(get|fetch|create|update|delete|calculate)(_[a-z]|[A-Z])",
                "unnamed": (
                    "([tT]ime|[mM]ask|[dD]ate|[rR]equests?|[oO]perations?|[jJ]obs?|[eE]vents?|(_|A)"
                    "at|[tT]imestamp|[bB]y|[oO]n)$"
                ),
                "when": {"type": ["string", "object", "array"]},
                "must": {"not": {}},
                "say": 'The field "{name}" begins with a verb.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/140",
    clause="AIP-140",
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
        collectedItems: {type: array, items: {type: string}}
        createTime: {type: string}
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
        getItems: {type: array, items: {type: string}}
""",
    ),
)
"""The rule."""
