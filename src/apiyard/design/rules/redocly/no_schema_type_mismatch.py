"""Only lists may have items, and only objects properties."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.no_schema_type_mismatch import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-schema-type-mismatch",
    why="What a schema says of another type than its own is never asked.",
    description="Only lists may have items, and only objects properties.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas2", "oas3_0", "oas3_1", "oas3_2", "arazzo1_0", "arazzo1_1"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/common/no-schema-type-mismatch",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pets: {type: array, items: {type: string}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pets: {type: object, items: {type: string}}
""",
    ),
)
