"""A verb between slashes looks like a resource of that name."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0136-verb-behind-colon",
    why="A verb between slashes looks like a resource of that name.",
    description="A verb must stand behind a colon, not between slashes.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART, options={"of": "segment", "words": "no verb", "say": '"{name}" is a verb; write it behind a colon.'}
        ),
    ),
    documentation_url="https://google.aip.dev/136",
    clause="AIP-136",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/orders/{id}:cancel': {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}/cancel: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
