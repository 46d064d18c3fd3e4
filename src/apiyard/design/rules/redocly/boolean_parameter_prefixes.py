"""The name of a boolean parameter should start with "is" or "has"."""

from __future__ import annotations

from apiyard.design.functions.redocly.boolean_parameter_prefixes import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="boolean-parameter-prefixes",
    why="A name such as isActive tells by itself that the answer is yes or no.",
    description='The name of a boolean parameter should start with "is" or "has".',
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/boolean-parameter-prefixes",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters:
        - {name: isSold, in: query, schema: {type: boolean}}
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
      parameters:
        - {name: sold, in: query, schema: {type: boolean}}
      responses: {"200": {description: Pets.}}
""",
    ),
)
