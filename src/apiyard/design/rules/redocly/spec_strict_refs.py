"""References should stand only where the format allows them."""

from __future__ import annotations

from apiyard.design.functions.redocly.spec_strict_refs import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="spec-strict-refs",
    why="Other programs take a reference elsewhere for a plain object.",
    description="References should stand only where the format allows them.",
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/spec-strict-refs",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {$ref: "#/components/schemas/Animal"}
    Animal: {type: object}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {type: object, properties: {$ref: "#/x-parts"}}
x-parts: {name: {type: string}}
""",
    ),
)
