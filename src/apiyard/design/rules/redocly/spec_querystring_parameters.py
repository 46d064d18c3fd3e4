"""A query must be described as a whole or by its parameters."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.spec_querystring_parameters import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="spec-querystring-parameters",
    why="OpenAPI 3.2 allows one parameter in querystring, and none in query beside it (Parameter Object).",
    description="A query must be described as a whole or by its parameters.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas3_2",),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/spec-querystring-parameters",
    good=(
        """
openapi: 3.2.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters: [{name: all, in: querystring, content: {application/json: {}}}]
      responses: {"200": {description: Pets.}}
""",
    ),
    bad=(
        """
openapi: 3.2.0
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters: [{name: all, in: querystring, content: {application/json: {}}}, {name: one, in: query}]
      responses: {"200": {description: Pets.}}
""",
    ),
)
