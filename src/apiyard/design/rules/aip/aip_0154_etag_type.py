"""An entity tag is opaque: a text."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0154-etag-type",
    why="An entity tag is opaque: a text.",
    description="etag must be a text.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^etag$",
                "must": {"properties": {"type": {"const": "string"}}},
                "say": "etag must be a text.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/154",
    clause="AIP-154",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        etag: {type: string}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        etag: {type: integer}
""",
    ),
)
"""The rule."""
