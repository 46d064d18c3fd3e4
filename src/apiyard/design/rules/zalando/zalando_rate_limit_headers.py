"""A client that is told to wait needs to know how long."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-rate-limit-headers",
    why="A client that is told to wait needs to know how long.",
    description="A response 429 must say by Retry-After or X-RateLimit headers when to come back.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "response",
                "when": {"status": ["429"]},
                "must": {
                    "properties": {
                        "headers": {
                            "anyOf": [
                                {"required": ["retry-after"]},
                                {"required": ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"]},
                                {"required": ["ratelimit-limit", "ratelimit-reset"]},
                                {"required": ["ratelimit"]},
                            ]
                        }
                    }
                },
                "say": "{name} must say by Retry-After or X-RateLimit headers when to come back.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#153",
    clause="Zalando 153",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "429": {description: Slow down., headers: {Retry-After: {schema: {type: integer}}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "429": {description: Slow down.}
""",
    ),
)
"""The rule."""
