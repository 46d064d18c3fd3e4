"""What is done is said by the method; the path says with what."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-verb-free-paths",
    why="What is done is said by the method; the path says with what.",
    description="A segment must be a noun: methods are the verbs.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "segment",
                "words": "no verb",
                "say": 'The segment "{name}" must be a noun: methods are the verbs.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#141",
    clause="Zalando 141",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}/cancellations: {get: {responses: {}}}
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
