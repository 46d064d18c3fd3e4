"""Pages counted by offset repeat or lose entries while the list changes."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0158-no-offset",
    why="Pages counted by offset repeat or lose entries while the list changes.",
    description="A list must be paged by a token, not by a number.",
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
                "named": (
                    "^(offset|page|page_?([nN]umber|[nN]o|[iI]ndex)|start_?[iI]ndex|cursor|starting"
                    "_after|ending_before|after|before)$"
                ),
                "must": {"not": {}},
                "say": '"{name}" must be pageToken (page_token).',
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
        - {name: pageToken, in: query, schema: {type: string}}
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
        - {name: offset, in: query, schema: {type: string}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
