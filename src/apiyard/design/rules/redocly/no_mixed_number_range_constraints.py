"""A schema should bound a number on each side in one way."""

from __future__ import annotations

from apiyard.design.functions.redocly.no_mixed_number_range_constraints import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-mixed-number-range-constraints",
    why="Of two bounds on one side only one counts, and readers see the other.",
    description="A schema should bound a number on each side in one way.",
    message="{{error}}",
    formats=("oas3_1", "oas3_2", "arazzo1_0", "arazzo1_1"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/common/no-mixed-number-range-constraints",
    good=(
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Age: {type: number, minimum: 0, exclusiveMaximum: 40}
""",
    ),
    bad=(
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Age: {type: number, maximum: 30, exclusiveMaximum: 40}
""",
    ),
)
