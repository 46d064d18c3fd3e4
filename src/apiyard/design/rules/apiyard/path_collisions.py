"""No two paths mean the same requests."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.apiyard.path_collisions import FUNCTION
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
    id="path-collisions",
    why="A server cannot tell paths apart that differ in the names of variables only (OpenAPI 3.1, Paths Object).",
    description="Paths must differ in more than the names of their variables.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=(
        "oas2",
        "oas3",
    ),
    resolved=False,
    given=("$.paths",),
    then=(Then(FUNCTION),),
    good=(_DOCUMENT,),
    bad=(_DOCUMENT.replace("/pets/{name}/toys", "/pets/{name}"),),
)
"""The rule."""
