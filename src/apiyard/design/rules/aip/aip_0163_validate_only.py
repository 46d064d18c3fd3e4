"""One name for trying without doing needs to be learnt once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0163-validate-only",
    why="One name for trying without doing needs to be learnt once.",
    description="A trial must be asked for by validateOnly (validate_only).",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "query",
                "named": "^(dry_?[rR]un|simulate|preview_?[oO]nly|test_?[oO]nly)$",
                "must": {"not": {}},
                "say": '"{name}" must be called validateOnly (validate_only).',
            },
        ),
        Then(
            PART,
            options={
                "of": "property",
                "named": "^dry_?[rR]un$",
                "when": {"request": [True]},
                "must": {"not": {}},
                "say": '"{name}" must be called validateOnly (validate_only).',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/163",
    clause="AIP-163",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      parameters:
        - {name: validateOnly, in: query, schema: {type: boolean}}
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
        - {name: dryRun, in: query, schema: {type: boolean}}
      responses:
        "200": {description: Fine.}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
