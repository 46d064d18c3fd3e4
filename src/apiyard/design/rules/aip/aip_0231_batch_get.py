"""A batch is called on the collection, in the same way everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0231-batch-get",
    why="A batch is called on the collection, in the same way everywhere.",
    description="batchGet must be GET on the collection, behind a colon.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "named": ":batchGet$",
                "must": {
                    "properties": {
                        "method": {"const": "get"},
                        "item": {"const": False},
                        "last": {"not": {"pattern": "^\\{"}},
                    }
                },
                "say": "{name} must be GET on the collection, behind a colon: /orders:batchGet.",
            },
        ),
        Then(
            PART,
            options={
                "of": "operation",
                "named": "/(batchGet|batch[-_]get)$",
                "must": {"not": {}},
                "say": "{name} must be GET on the collection, behind a colon: /orders:batchGet.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/231",
    clause="AIP-231",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders:batchGet':
    get:
      responses:
        "200": {description: Fine.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders:batchGet':
    post:
      responses:
        "200": {description: Fine.}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/batchGet:
    get:
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
