"""Whoever can count can guess the next identifier."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api1-2023-no-numeric-ids",
    name="owasp:api1:2023-no-numeric-ids",
    why="Whoever can count can guess the next identifier (API1:2023).",
    description="Identifiers in parameters must not be integers: take random ones, such as UUIDs.",
    severity=Severity.ERROR,
    given=('$.paths..parameters[*][?(@property === "name" && (@ === "id" || @.match(/(_id|Id|-id)$/)))]^.schema',),
    then=(Then(SCHEMA, options={"schema": {"type": "object", "not": {"properties": {"type": {"const": "integer"}}}}}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters:
        - {name: petId, in: query, schema: {type: string, format: uuid}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters:
        - {name: petId, in: query, schema: {type: integer}}
""",
    ),
)
