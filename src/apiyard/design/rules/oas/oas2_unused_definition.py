"""Each definition is used."""

from __future__ import annotations

from apiyard.design.functions.unreferenced_reusable_object import FUNCTION as UNREFERENCED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-unused-definition",
    why="What nothing refers to is read, kept and never needed.",
    description="Nothing refers to this definition; remove it, or use it.",
    formats=("oas2",),
    resolved=False,
    given=("$.definitions",),
    then=(Then(UNREFERENCED, options={"reusableObjectsLocation": "#/definitions"}),),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"200": {description: A pet., schema: {$ref: "#/definitions/Pet"}}}
definitions:
  Pet: {type: object}
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
paths: {}
definitions:
  Pet: {type: object}
""",
    ),
)
