"""The values of an enum have its type."""

from __future__ import annotations

from apiyard.design.functions.oas.typed_enum import FUNCTION as TYPED_ENUM
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="typed-enum",
    why="A value that its own type refuses can never be sent.",
    description="Each value of an enum must be of the type that stands beside it.",
    message="{{error}}",
    given=("$..[?(@ && @.enum && @.type)]",),
    then=(Then(TYPED_ENUM),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Age: {type: integer, enum: [1, 2]}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Age: {type: integer, enum: [1, two]}
""",
    ),
)
