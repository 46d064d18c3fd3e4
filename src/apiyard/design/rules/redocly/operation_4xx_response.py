"""An operation should have a 4xx response."""

from __future__ import annotations

from apiyard.design.functions.redocly.operation_4xx_response import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-4xx-response",
    why="Callers that err must know what they will be told.",
    description="An operation should have a 4xx response.",
    message="{{error}}",
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/operation-4xx-response",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"200": {description: Pets.}, "404": {description: None.}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"200": {description: Pets.}}
""",
    ),
)
