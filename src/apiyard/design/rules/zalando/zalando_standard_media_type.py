"""Tools know application/json; a name of one's own tells them nothing."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-standard-media-type",
    why="Tools know application/json; a name of one's own tells them nothing.",
    description="JSON should be called application/json or application/problem+json.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "media",
                "named": "\\+json",
                "unnamed": "version=",
                "match": "^application/(problem|json-patch|merge-patch|geo|ld|hal|feed|health)\\+json",
                "say": '"{name}" should be application/json or application/problem+json.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#172",
    clause="Zalando 172",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200":
          description: Fine.
          content:
            application/json: {schema: {type: object}}
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
        "200":
          description: Fine.
          content:
            application/vnd.orders+json: {schema: {type: object}}
""",
    ),
)
"""The rule."""
