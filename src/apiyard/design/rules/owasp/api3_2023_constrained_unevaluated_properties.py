"""An object with any number of members is a way to use up memory."""

from __future__ import annotations

from apiyard.design.functions.defined import FUNCTION as DEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api3-2023-constrained-unevaluated-properties",
    name="owasp:api3:2023-constrained-unevaluatedProperties",
    why="An object with any number of members is a way to use up memory (API3:2023).",
    description="An object with unevaluatedProperties needs maxProperties.",
    formats=("oas3_1",),
    given=(
        (
            '$..[?(@ && @.type=="object" && @.unevaluatedProperties &&  '
            "@.unevaluatedProperties!=true &&  @.unevaluatedProperties!=false )]"
        ),
    ),
    then=(Then(DEFINED, "maxProperties"),),
    good=(
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: object, unevaluatedProperties: {type: string}, maxProperties: 10}
""",
    ),
    bad=(
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: object, unevaluatedProperties: {type: string}}
""",
    ),
)
