"""An example must have its value in one place."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.spec_example_values import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="spec-example-values",
    why="Of two values of one example readers see one, and not always the same.",
    description="An example must have its value in one place.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas3_0", "oas3_1", "oas3_2"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/spec-example-values",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  examples: {Rex: {value: Rex}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  examples: {Rex: {value: Rex, externalValue: rex.json}}
""",
    ),
)
