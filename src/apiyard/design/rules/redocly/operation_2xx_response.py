"""An operation should have a 2xx response."""

from __future__ import annotations

from apiyard.design.functions.redocly.operation_2xx_response import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-2xx-response",
    why="An operation that tells only failures leaves open what it gives.",
    description="An operation should have a 2xx response.",
    message="{{error}}",
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/operation-2xx-response",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"200": {description: Pets.}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"404": {description: None.}}
""",
    ),
)
