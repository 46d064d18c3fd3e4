"""A property with a simple value should have an example."""

from __future__ import annotations

from apiyard.design.functions.redocly.scalar_property_missing_example import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="scalar-property-missing-example",
    why="Documentation and mock servers show the example.",
    description="A property with a simple value should have an example.",
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/scalar-property-missing-example",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string, example: Rex}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
""",
    ),
)
