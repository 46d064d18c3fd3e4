"""OpenAPI 2.0 has no anyOf."""

from __future__ import annotations

from apiyard.design.functions.undefined import FUNCTION as UNDEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-any-of",
    name="oas2-anyOf",
    why="Readers of OpenAPI 2.0 ignore the word, so the schema allows more than it says.",
    description='"anyOf" has no meaning in OpenAPI 2.0; it came with 3.0.',
    formats=("oas2",),
    given=("$..anyOf",),
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
  Pet: {anyOf: [{type: object}]}
""",
    ),
)
