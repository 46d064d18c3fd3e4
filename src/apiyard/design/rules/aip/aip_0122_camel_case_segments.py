"""Paths of one style are guessed right at the first try."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0122-camel-case-segments",
    why="Paths of one style are guessed right at the first try.",
    description="The segments of a path must be written in lowerCamelCase.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "segment",
                "match": "^[a-z][a-zA-Z0-9]*$",
                "say": 'The segment "{name}" must be written in lowerCamelCase.',
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
  /userEvents/{event}: {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /user-events: {get: {responses: {}}}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /user_events: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
