"""A 204 ends the answer; a body behind it is taken for the next one."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-no-content-without-body",
    why="A 204 ends the answer; a body behind it is taken for the next one.",
    description="A response 204 or 304 must have no content.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "response",
                "when": {"status": ["204", "304"]},
                "must": {"properties": {"media": {"maxItems": 0}, "described": {"const": False}}},
                "say": "{name} must have no content: the status says that there is none.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#150",
    clause="Zalando 150",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    delete:
      responses:
        "204": {description: Gone.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    delete:
      responses:
        "204": {description: Gone., content: {application/json: {schema: {type: object}}}}
""",
    ),
)
"""The rule."""
