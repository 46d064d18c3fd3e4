"""One name for filters needs to be learnt once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0160-filter-name",
    why="One name for filters needs to be learnt once.",
    description="A filter over a list must be called filter.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "when": {"kind": ["list"]},
                "named": "^(filters|filter_?[bB]y|where|search_?[qQ]uery)$",
                "must": {"not": {}},
                "say": 'The parameter "{name}" must be called filter.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/160",
    clause="AIP-160",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: filter, in: query, schema: {type: string}}
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
      parameters:
        - {name: filters, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
