"""A schema should be made of several, different schemas, and oneOf of such that exclude each other."""

from __future__ import annotations

from apiyard.design.functions.redocly.no_illogical_composition_keywords import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-illogical-composition-keywords",
    why="A value that fits two schemas of oneOf fits none, and parts that are empty or double say nothing.",
    description="A schema should be made of several, different schemas, and oneOf of such that exclude each other.",
    message="{{error}}",
    formats=("oas3_0", "oas3_1", "oas3_2"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/no-illogical-composition-keywords",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Id:
      oneOf: [{type: string}, {type: integer}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Id:
      oneOf: [{type: string}, {type: string, title: Name}]
""",
    ),
)
