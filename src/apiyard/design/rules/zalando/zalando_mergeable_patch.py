"""A patch without a standard form leaves open how a value is removed."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-mergeable-patch",
    why="A patch without a standard form leaves open how a value is removed.",
    description="A PATCH should take application/merge-patch+json or application/json-patch+json.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"method": ["patch"]},
                "must": {
                    "properties": {
                        "body": {
                            "anyOf": [
                                {"type": "null"},
                                {
                                    "properties": {
                                        "media": {"anyOf": [{"maxItems": 0}, {"contains": {"pattern": "patch\\+json"}}]}
                                    }
                                },
                            ]
                        }
                    }
                },
                "say": ("{name} should take application/merge-patch+json or application/json-patch+json."),
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
    patch:
      requestBody: {content: {application/merge-patch+json: {schema: {type: object}}}}
      responses:
        "200": {description: Fine.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    patch:
      requestBody: {content: {application/json: {schema: {type: object}}}}
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
