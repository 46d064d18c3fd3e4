"""A name that needs a preposition is often a name for two things."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0140-no-prepositions",
    why="A name that needs a preposition is often a name for two things.",
    description="A field should have no preposition in its name.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "match": "",
                "notMatch": "[a-z0-9]_(for|with|of|at|by|from|to|in|on)_[a-z0-9]|.(For|With|Of|At|By)[A-Z]",
                "say": 'The field "{name}" should have no preposition in its name.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/140",
    clause="AIP-140",
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
        author: {type: string}
        collected_at: {type: string}
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
        reason_for_error: {type: string}
""",
    ),
)
"""The rule."""
