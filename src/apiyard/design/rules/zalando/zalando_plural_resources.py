"""A plural says that the path leads to a collection."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-plural-resources",
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
                "unnamed": "^([vV][0-9.]+|api|self|me)$",
                "words": "plural",
                "say": 'The collection "{name}" must be named in the plural.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#134",
    clause="Zalando 134",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}: {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /order/{id}: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
