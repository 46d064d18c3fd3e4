"""Responses should have the headers that are asked of their status."""

from __future__ import annotations

from apiyard.design.functions.redocly.response_contains_header import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="response-contains-header",
    why="Headers that callers rely on are easily forgotten in one of many responses.",
    description="Responses should have the headers that are asked of their status.",
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION, options={"names": {"429": ["Retry-After"]}}),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/response-contains-header",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"429": {description: Slow down., headers: {Retry-After: {schema: {type: integer}}}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"429": {description: Slow down.}}
""",
    ),
)
