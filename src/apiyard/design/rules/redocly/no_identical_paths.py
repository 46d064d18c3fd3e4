"""No two paths may differ in the names of their variables only."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.no_identical_paths import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-identical-paths",
    why="A server cannot tell such paths apart.",
    description="No two paths may differ in the names of their variables only.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/no-identical-paths",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}: {}
  /pets/{id}/toys: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}: {}
  /pets/{name}: {}
""",
    ),
)
