"""Members that nobody named pass through to the service."""

from __future__ import annotations

from apiyard.design.functions.falsy import FUNCTION as FALSY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api3-2023-no-additional-properties",
    name="owasp:api3:2023-no-additionalProperties",
    why="Members that nobody named pass through to the service (API3:2023).",
    description="additionalProperties must be false where it is used.",
    formats=("oas3_0",),
    given=('$..[?(@ && @.type=="object" && @.additionalProperties)]',),
    then=(Then(FALSY, "additionalProperties"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: object, additionalProperties: false}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: object, additionalProperties: true}
""",
    ),
)
