"""A required property of the type string should have minLength."""

from __future__ import annotations

from apiyard.design.functions.redocly.required_string_property_missing_min_length import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="required-string-property-missing-min-length",
    why="A required text that may be empty is hardly required.",
    description="A required property of the type string should have minLength.",
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/required-string-property-missing-min-length",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string, minLength: 1}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
""",
    ),
)
