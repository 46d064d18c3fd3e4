"""x-security should give the values that its scheme needs."""

from __future__ import annotations

from apiyard.design.functions.redocly.x_security_scheme_required_values import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="x-security-scheme-required-values",
    why="A call without them is refused.",
    description="x-security should give the values that its scheme needs.",
    message="{{error}}",
    recommended=False,
    formats=("arazzo1_0", "arazzo1_1"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/respect/x-security-scheme-required-values",
    good=(
        """
arazzo: 1.0.1
info: {title: Pets, version: 1.0.0}
sourceDescriptions: [{name: pets, url: openapi.yaml, type: openapi}]
workflows:
  - workflowId: buy
    x-security: [{scheme: {type: http, scheme: bearer}, values: {token: $inputs.token}}]
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
    x-security: [{scheme: {type: http, scheme: bearer}, values: {}}]
    steps: [{stepId: list, operationId: listPets}]
""",
    ),
)
