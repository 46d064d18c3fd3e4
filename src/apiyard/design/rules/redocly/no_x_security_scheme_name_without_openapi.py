"""A step with x-operation should describe its security scheme."""

from __future__ import annotations

from apiyard.design.functions.redocly.no_x_security_scheme_name_without_openapi import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-x-security-scheme-name-without-openapi",
    why="A step that calls no described operation knows no schemes by name.",
    description="A step with x-operation should describe its security scheme.",
    message="{{error}}",
    recommended=False,
    formats=("arazzo1_0", "arazzo1_1"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/respect/no-x-security-scheme-name-without-openapi",
    good=(
        """
arazzo: 1.0.1
info: {title: Pets, version: 1.0.0}
sourceDescriptions: [{name: pets, url: openapi.yaml, type: openapi}]
workflows:
  - workflowId: buy
    steps:
      - stepId: list
        x-operation: {url: "https://a.test", method: get}
        x-security: [{scheme: {type: apiKey}, values: {apiKey: $inputs.key}}]
""",
    ),
    bad=(
        """
arazzo: 1.0.1
info: {title: Pets, version: 1.0.0}
sourceDescriptions: [{name: pets, url: openapi.yaml, type: openapi}]
workflows:
  - workflowId: buy
    steps:
      - stepId: list
        x-operation: {url: "https://a.test", method: get}
        x-security: [{schemeName: key, values: {apiKey: $inputs.key}}]
""",
    ),
)
