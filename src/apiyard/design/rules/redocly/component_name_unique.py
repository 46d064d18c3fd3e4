"""No two components of a kind should have the same name."""

from __future__ import annotations

from apiyard.design.functions.redocly.component_name_unique import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="component-name-unique",
    why="One document made of all files can hold each name once.",
    description="No two components of a kind should have the same name.",
    message="{{error}}",
    recommended=False,
    formats=("oas3_0", "oas3_1", "oas3_2"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/component-name-unique",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {type: object}
    Toy: {properties: {pet: {$ref: "#/components/schemas/Pet"}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {type: object}
    Toy: {properties: {pet: {$ref: "#/x-old/Pet"}}}
x-old: {Pet: {type: object}}
""",
    ),
)
