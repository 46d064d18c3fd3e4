"""A link that is not whole leads nowhere once the text stands elsewhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0192-absolute-links",
    why="A link that is not whole leads nowhere once the text stands elsewhere.",
    description="A link in a description should be absolute.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "must": {"properties": {"description": {"not": {"pattern": "\\]\\((?!https?:|#|mailto:)[^)]*\\)"}}}},
                "say": "A link in the description of {name} should be absolute.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/192",
    clause="AIP-192",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      description: 'See [orders](https://shop.example/orders).'
      responses:
        "200": {description: Fine.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      description: 'See [orders](../orders).'
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
