"""Paths are read, typed and compared; small letters and hyphens survive all of it."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-path-segments",
    why="Paths are read, typed and compared; small letters and hyphens survive all of it.",
    description="The segments of a path must be written in kebab-case.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "segment",
                "match": "^[a-z][a-z0-9-]*$",
                "say": 'The segment "{name}" must be written in kebab-case.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#129",
    clause="Zalando 129",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /shipment-orders: {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /shipmentOrders: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
