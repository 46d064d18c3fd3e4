"""An operation must have a summary."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.operation_summary import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-summary",
    why="Lists of operations show the summary.",
    description="An operation must have a summary.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/operation-summary",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      summary: List pets
      responses: {"200": {description: Pets.}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"200": {description: Pets.}}
""",
    ),
)
