"""A plural says that the path leads to a collection."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0122-plural-collections",
    why="A plural says that the path leads to a collection.",
    description="A collection must be named in the plural.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "segment",
                "when": {"collection": [True]},
                "unnamed": "^([vV][0-9][a-z0-9.]*|api|me|-)$",
                "words": "plural",
                "say": 'The collection "{name}" must be named in the plural.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/122",
    clause="AIP-122",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{order}: {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /order/{order}: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
