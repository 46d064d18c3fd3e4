"""A parameter that is a list should tell style and explode."""

from __future__ import annotations

from apiyard.design.functions.redocly.array_parameter_serialization import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="array-parameter-serialization",
    why="Without style and explode, clients and servers guess how a list is written.",
    description="A parameter that is a list should tell style and explode.",
    message="{{error}}",
    recommended=False,
    formats=("oas3_0", "oas3_1", "oas3_2"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/array-parameter-serialization",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters:
        - {name: tags, in: query, style: form, explode: true, schema: {type: array, items: {type: string}}}
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
        - {name: tags, in: query, schema: {type: array, items: {type: string}}}
      responses: {"200": {description: Pets.}}
""",
    ),
)
