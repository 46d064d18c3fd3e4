"""An enum lists each value once."""

from __future__ import annotations

from apiyard.design.functions.oas.oas_schema import FUNCTION as OAS_SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="duplicated-entry-in-enum",
    why="A value that is listed twice is a slip, and generated code may not compile.",
    description="Each value of an enum must occur once.",
    message="{{error}}",
    given=("$..[?(@property !== 'properties' && @ != null && @.enum && @.enum.constructor.name === 'Array')]",),
    then=(Then(OAS_SCHEMA, "enum", options={"schema": {"type": "array", "uniqueItems": True}}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Kind: {type: string, enum: [cat, dog]}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Kind: {type: string, enum: [cat, dog, cat]}
""",
    ),
)
