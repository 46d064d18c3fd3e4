"""Content-Location and Location are mistaken for each other."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-location-header",
    why="Content-Location and Location are mistaken for each other.",
    description="A response should carry Location rather than Content-Location.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "response-header",
                "named": "^[cC]ontent-[lL]ocation$",
                "must": {"not": {}},
                "say": 'The header "{name}" should be Location.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#180",
    clause="Zalando 180",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200": {description: Fine., headers: {Location: {schema: {type: string}}}}
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
        "200": {description: Fine., headers: {Content-Location: {schema: {type: string}}}}
""",
    ),
)
"""The rule."""
