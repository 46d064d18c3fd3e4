"""A custom method is something done."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0136-custom-verb",
    why="A custom method is something done.",
    description="What stands behind the colon must be a verb in lowerCamelCase.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "path",
                "must": {"properties": {"verb": {"anyOf": [{"const": ""}, {"pattern": "^[a-z][a-zA-Z0-9]*$"}]}}},
                "say": 'What stands behind the colon of "{name}" must be written in lowerCamelCase.',
            },
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
  '/orders/{id}:Cancel-now': {get: {responses: {}}}
""",
    ),
)
"""The rule."""
