"""An object with any number of members is a way to use up memory."""

from __future__ import annotations

from apiyard.design.functions.defined import FUNCTION as DEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api3-2023-constrained-additional-properties",
    name="owasp:api3:2023-constrained-additionalProperties",
    why="An object with any number of members is a way to use up memory (API3:2023).",
    description="An object with additionalProperties needs maxProperties.",
    formats=("oas3_0",),
    given=(
        (
            '$..[?(@ && @.type=="object" && @.additionalProperties &&  '
            "@.additionalProperties!=true &&  @.additionalProperties!=false )]"
        ),
    ),
    then=(Then(DEFINED, "maxProperties"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: object, additionalProperties: {type: string}, maxProperties: 10}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: object, additionalProperties: {type: string}}
""",
    ),
)
