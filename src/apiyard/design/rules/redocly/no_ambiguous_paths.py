"""No request should fit two paths."""

from __future__ import annotations

from apiyard.design.functions.redocly.no_ambiguous_paths import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-ambiguous-paths",
    why="Which of two paths answers would depend on the server.",
    description="No request should fit two paths.",
    message="{{error}}",
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/no-ambiguous-paths",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}: {}
  /toys/{id}: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}: {}
  /{kind}/mine: {}
""",
    ),
)
