"""Resources inside of resources inside of resources are hard to call and to move."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-sub-resource-levels",
    why="Resources inside of resources inside of resources are hard to call and to move.",
    description="A path should have at most three levels of resources below the first one.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "path",
                "must": {"properties": {"levels": {"maximum": 3}}},
                "say": ('The path "{name}" should have at most three levels of resources below the first one.'),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#147",
    clause="Zalando 147",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{a}/items/{b}/parts/{c}/notes: {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{a}/items/{b}/parts/{c}/notes/{d}/words: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
