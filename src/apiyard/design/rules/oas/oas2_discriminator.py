"""A discriminator is one of the required properties."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.oas_discriminator import FUNCTION as DISCRIMINATOR
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-discriminator",
    why="A receiver can only tell the variants apart when each body carries the discriminator.",
    description="The discriminator must be among the properties of its schema and required.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas2",),
    given=("$.definitions[?(@ && @.discriminator)]",),
    then=(Then(DISCRIMINATOR),),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
definitions:
  Pet: {discriminator: kind, required: [kind], properties: {kind: {type: string}}}
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
definitions:
  Pet: {discriminator: kind, properties: {kind: {type: string}}}
""",
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
definitions:
  Pet: {discriminator: kind, required: [kind]}
""",
    ),
)
