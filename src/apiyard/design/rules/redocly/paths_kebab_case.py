"""Paths should be in lower case, with hyphens."""

from __future__ import annotations

from apiyard.design.functions.redocly.paths_kebab_case import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="paths-kebab-case",
    why="Paths of one style are guessed right at the first try.",
    description="Paths should be in lower case, with hyphens.",
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/paths-kebab-case",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pet-toys/{petId}: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /petToys: {}
""",
    ),
)
