"""One name for choosing fields needs to be learnt once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0157-read-mask",
    why="One name for choosing fields needs to be learnt once.",
    description="A choice of fields should be called readMask (read_mask), a choice of views view.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "when": {"method": ["get"]},
                "named": "^(fields|field_?[mM]ask|select|include_?[fF]ields|opt_fields|projection)$",
                "must": {"not": {}},
                "say": 'The parameter "{name}" should be called readMask (read_mask) or view.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/157",
    clause="AIP-157",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: readMask, in: query, schema: {type: string}}
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
        - {name: fields, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
