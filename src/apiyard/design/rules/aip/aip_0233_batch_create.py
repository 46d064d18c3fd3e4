"""A batch is called on the collection, in the same way everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0233-batch-create",
    why="A batch is called on the collection, in the same way everywhere.",
    description="batchCreate must be POST on the collection, behind a colon.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "named": ":batchCreate$",
                "must": {
                    "properties": {
                        "method": {"const": "post"},
                        "item": {"const": False},
                        "last": {"not": {"pattern": "^\\{"}},
                    }
                },
                "say": "{name} must be POST on the collection, behind a colon: /orders:batchCreate.",
            },
        ),
        Then(
            PART,
            options={
                "of": "operation",
                "named": "/(batchCreate|batch[-_]create)$",
                "must": {"not": {}},
                "say": "{name} must be POST on the collection, behind a colon: /orders:batchCreate.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/233",
    clause="AIP-233",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders:batchCreate':
    post:
      responses:
        "200": {description: Fine.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders:batchCreate':
    put:
      responses:
        "200": {description: Fine.}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/batchCreate:
    post:
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
