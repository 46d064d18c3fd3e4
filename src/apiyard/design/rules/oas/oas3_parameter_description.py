"""A parameter says what it is for."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-parameter-description",
    why="A name alone rarely tells what a parameter does.",
    description='The parameter needs a "description".',
    recommended=False,
    formats=("oas3",),
    given=(
        "#PathItem.parameters[?(@ && @.in)]",
        "#OperationObject.parameters[?(@ && @.in)]",
        "$.components.parameters[?(@ && @.in)]",
    ),
    then=(Then(TRUTHY, "description"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters: [{name: page, in: query, description: Number of the page.}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters: [{name: page, in: query}]
""",
    ),
)
