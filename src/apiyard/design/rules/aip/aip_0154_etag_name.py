"""One name for the entity tag needs to be learnt once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0154-etag-name",
    why="One name for the entity tag needs to be learnt once.",
    description="The entity tag of a resource must be called etag.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^(eTag|e_tag|ETag|entity_?[tT]ag)$",
                "must": {"not": {}},
                "say": 'The entity tag "{name}" must be called etag.',
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
        eTag: {type: string}
""",
    ),
)
"""The rule."""
