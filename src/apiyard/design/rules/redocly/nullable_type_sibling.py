"""A schema with nullable must have a type."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.nullable_type_sibling import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="nullable-type-sibling",
    why="OpenAPI 3.0 gives nullable a meaning only beside type.",
    description="A schema with nullable must have a type.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas3_0",),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/nullable-type-sibling",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Name: {type: string, nullable: true}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Name: {nullable: true}
""",
    ),
)
