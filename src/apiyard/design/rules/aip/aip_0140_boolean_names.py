"""A boolean says its adjective; the verb before it says nothing."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0140-boolean-names",
    why="A boolean says its adjective; the verb before it says nothing.",
    description="A boolean should not begin with is.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"type": ["boolean"]},
                "notMatch": "^is(_[a-z]|[A-Z])",
                "say": 'The boolean "{name}" should be named without "is".',
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
        disabled: {type: boolean}
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
        isDisabled: {type: boolean}
""",
    ),
)
"""The rule."""
