"""A batch is called on the collection, in the same way everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0235-batch-delete",
    why="A batch is called on the collection, in the same way everywhere.",
    description="batchDelete must be POST on the collection, behind a colon.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "named": ":batchDelete$",
                "must": {
                    "properties": {
                        "method": {"const": "post"},
                        "item": {"const": False},
                        "last": {"not": {"pattern": "^\\{"}},
                    }
                },
                "say": "{name} must be POST on the collection, behind a colon: /orders:batchDelete.",
            },
        ),
        Then(
            PART,
            options={
                "of": "operation",
                "named": "/(batchDelete|batch[-_]delete)$",
                "must": {"not": {}},
                "say": "{name} must be POST on the collection, behind a colon: /orders:batchDelete.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/235",
    clause="AIP-235",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders:batchDelete':
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
  '/orders:batchDelete':
    put:
      responses:
        "200": {description: Fine.}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/batchDelete:
    post:
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
