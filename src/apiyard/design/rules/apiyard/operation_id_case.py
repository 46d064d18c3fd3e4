"""The ids of operations differ in more than case and signs."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.apiyard.operation_id_case import FUNCTION
from apiyard.design.rule import Rule, Then

_DOCUMENT = """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}:
    get: {operationId: getPet, responses: {"200": {description: A pet.}}}
  /pets/{name}/toys:
    get: {operationId: listToys, responses: {"200": {description: Toys.}}}
"""

RULE = Rule(
    id="operation-id-case",
    why="Generators turn ids into names of functions, where case and signs are lost.",
    description="Ids of operations should differ in more than case and signs.",
    message="{{error}}",
    severity=Severity.WARN,
    formats=(
        "oas2",
        "oas3",
    ),
    resolved=True,
    given=("$.paths",),
    then=(Then(FUNCTION),),
    good=(_DOCUMENT,),
    bad=(_DOCUMENT.replace("listToys", "get_pet"),),
)
"""The rule."""
