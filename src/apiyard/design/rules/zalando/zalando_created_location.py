"""The address of what was made should not have to be put together by the client."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-created-location",
    why="The address of what was made should not have to be put together by the client.",
    description="A response 201 should say by the header Location where the new resource is.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "response",
                "when": {"status": ["201"], "method": ["post"]},
                "must": {"properties": {"headers": {"required": ["location"]}}},
                "say": "{name} should say by the header Location where the new resource is.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#148",
    clause="Zalando 148",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      responses:
        "201": {description: Made., headers: {Location: {schema: {type: string}}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    post:
      responses:
        "201": {description: Made.}
""",
    ),
)
"""The rule."""
