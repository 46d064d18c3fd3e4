"""Answers should have the properties that are asked of their status."""

from __future__ import annotations

from apiyard.design.functions.redocly.response_contains_property import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="response-contains-property",
    why="Properties that callers rely on are easily forgotten in one of many answers.",
    description="Answers should have the properties that are asked of their status.",
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION, options={"names": {"4xx": ["title"]}}),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/response-contains-property",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "404":
          description: None.
          content: {application/json: {schema: {type: object, properties: {title: {type: string}}}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "404":
          description: None.
          content: {application/json: {schema: {type: object, properties: {text: {type: string}}}}}
""",
    ),
)
