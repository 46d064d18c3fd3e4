"""Fields that all resources have should have one name everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0148-standard-times",
    why="Fields that all resources have should have one name everywhere.",
    description="The times of a resource must be called createTime, updateTime and deleteTime (or in snake_case).",
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
                    "^((created|updated|modified|deleted)($|_?([aA]t|[oO]n|[tT]ime|[dD]ate|[tT]imes"
                    "tamp)$)|(creation|modification|deletion)_?([tT]ime|[dD]ate|[tT]imestamp)$|last"
                    "_?([uU]pdated|[mM]odified)(_?([aA]t|[oO]n|[tT]ime|[dD]ate))?$)"
                ),
                "when": {"type": ["string", "integer", "number"]},
                "must": {"not": {}},
                "say": ('"{name}" must be called createTime, updateTime or deleteTime (or so in snake_case).'),
            },
        ),
    ),
    documentation_url="https://google.aip.dev/148",
    clause="AIP-148",
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
        createdAt: {type: string}
""",
    ),
)
"""The rule."""
