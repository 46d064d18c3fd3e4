"""An action behind a colon is a remote procedure, not a resource."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-no-actions",
    why="An action behind a colon is a remote procedure, not a resource.",
    description="A path must not call an action behind a colon; make a resource of it.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "path",
                "must": {"properties": {"verb": {"const": ""}}},
                "say": 'The path "{name}" calls an action; make a resource of it.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#138",
    clause="Zalando 138",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /article-locks/{id}: {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  '/articles/{id}:lock': {get: {responses: {}}}
""",
    ),
)
"""The rule."""
