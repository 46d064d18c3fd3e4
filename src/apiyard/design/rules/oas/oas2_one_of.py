"""OpenAPI 2.0 has no oneOf."""

from __future__ import annotations

from apiyard.design.functions.undefined import FUNCTION as UNDEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-one-of",
    name="oas2-oneOf",
    why="Readers of OpenAPI 2.0 ignore the word, so the schema allows more than it says.",
    description='"oneOf" has no meaning in OpenAPI 2.0; it came with 3.0.',
    formats=("oas2",),
    given=("$..oneOf",),
    then=(Then(UNDEFINED),),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
definitions:
  Pet: {allOf: [{type: object}]}
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
definitions:
  Pet: {oneOf: [{type: object}]}
""",
    ),
)
