"""One name for the size of pages needs to be learnt once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0158-no-limit",
    why="One name for the size of pages needs to be learnt once.",
    description="The size of pages must be called pageSize (page_size).",
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
                "named": "^(limit|per_?[pP]age|max_?([rR]esults|[iI]tems)|count)$",
                "must": {"not": {}},
                "say": '"{name}" must be pageSize (page_size).',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/158",
    clause="AIP-158",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: pageSize, in: query, schema: {type: integer}}
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
        - {name: limit, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
