"""x-security should have scheme or schemeName, not both."""

from __future__ import annotations

from apiyard.design.functions.redocly.no_x_security_both_scheme_and_scheme_name import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-x-security-both-scheme-and-scheme-name",
    why="Of a name and a description only one is used.",
    description="x-security should have scheme or schemeName, not both.",
    message="{{error}}",
    recommended=False,
    formats=("arazzo1_0", "arazzo1_1"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/respect/no-x-security-both-scheme-and-scheme-name",
    good=(
        """
arazzo: 1.0.1
info: {title: Pets, version: 1.0.0}
sourceDescriptions: [{name: pets, url: openapi.yaml, type: openapi}]
workflows:
  - workflowId: buy
    x-security: [{schemeName: key, values: {apiKey: $inputs.key}}]
    steps: [{stepId: list, operationId: listPets}]
""",
    ),
    bad=(
        """
arazzo: 1.0.1
info: {title: Pets, version: 1.0.0}
sourceDescriptions: [{name: pets, url: openapi.yaml, type: openapi}]
workflows:
  - workflowId: buy
    x-security: [{schemeName: key, scheme: {type: apiKey}, values: {apiKey: $inputs.key}}]
    steps: [{stepId: list, operationId: listPets}]
""",
    ),
)
