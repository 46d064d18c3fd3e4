"""A discriminator whose property may be absent should have a defaultMapping."""

from __future__ import annotations

from apiyard.design.functions.redocly.spec_discriminator_default_mapping import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="spec-discriminator-defaultmapping",
    name="spec-discriminator-defaultMapping",
    why="Without it nobody knows how to read a value without the property (OpenAPI 3.2, Discriminator Object).",
    description="A discriminator whose property may be absent should have a defaultMapping.",
    message="{{error}}",
    formats=("oas3_2",),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/spec-discriminator-defaultmapping",
    good=(
        """
openapi: 3.2.0
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {type: object, discriminator: {propertyName: kind, defaultMapping: Dog}, properties: {kind: {type: string}}}
    Dog: {type: object}
""",
    ),
    bad=(
        """
openapi: 3.2.0
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
""",
    ),
)
