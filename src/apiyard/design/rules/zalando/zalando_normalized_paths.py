"""Proxies and libraries treat doubled and trailing slashes in different ways."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-normalized-paths",
    why="Proxies and libraries treat doubled and trailing slashes in different ways.",
    description="A path must have no empty segment and no slash at its end.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "path",
                "notMatch": "//|.+/$",
                "say": 'The path "{name}" must have no empty segment and no slash at its end.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#136",
    clause="Zalando 136",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders: {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/: {get: {responses: {}}}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders//items: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
