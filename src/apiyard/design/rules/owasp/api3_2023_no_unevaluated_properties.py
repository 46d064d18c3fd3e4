"""Members that nobody named pass through to the service."""

from __future__ import annotations

from apiyard.design.functions.falsy import FUNCTION as FALSY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api3-2023-no-unevaluated-properties",
    name="owasp:api3:2023-no-unevaluatedProperties",
    why="Members that nobody named pass through to the service (API3:2023).",
    description="unevaluatedProperties must be false where it is used.",
    formats=("oas3_1",),
    given=('$..[?(@ && @.type=="object" && @.unevaluatedProperties)]',),
    then=(Then(FALSY, "unevaluatedProperties"),),
    good=(
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: object, unevaluatedProperties: false}
""",
    ),
    bad=(
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: object, unevaluatedProperties: true}
""",
    ),
)
