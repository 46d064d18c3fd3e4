"""A version in the name of a media type makes another type of it; a parameter keeps the type."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-media-type-version",
    why="A version in the name of a media type makes another type of it; a parameter keeps the type.",
    description="A media type must carry its version as a parameter: ;version=2.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "media",
                "notMatch": "[./+_-][vV][0-9]+([.+/-]|$)",
                "say": 'The media type "{name}" must carry its version as a parameter: ;version=2.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#114",
    clause="Zalando 114",
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
          content: {"application/x.orders+json;version=2": {schema: {type: object}}}
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
          content: {application/x.orders.v2+json: {schema: {type: object}}}
""",
    ),
)
"""The rule."""
