"""With several sources, a workflow should name a security scheme by its source."""

from __future__ import annotations

from apiyard.design.functions.redocly.x_security_scheme_name_reference import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="x-security-scheme-name-reference",
    why="A bare name could be that of a scheme of each source.",
    description="With several sources, a workflow should name a security scheme by its source.",
    message="{{error}}",
    recommended=False,
    formats=("arazzo1_0", "arazzo1_1"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/respect/x-security-scheme-name-reference",
    good=(
        """
arazzo: 1.0.1
info: {title: Pets, version: 1.0.0}
sourceDescriptions: [{name: a, url: a.yaml, type: openapi}, {name: b, url: b.yaml, type: openapi}]
workflows:
  - workflowId: buy
    x-security: [{schemeName: $sourceDescriptions.a.key, values: {apiKey: k}}]
    steps: [{stepId: list, operationId: listPets}]
""",
    ),
    bad=(
        """
arazzo: 1.0.1
info: {title: Pets, version: 1.0.0}
sourceDescriptions: [{name: a, url: a.yaml, type: openapi}, {name: b, url: b.yaml, type: openapi}]
workflows:
  - workflowId: buy
    x-security: [{schemeName: key, values: {apiKey: k}}]
    steps: [{stepId: list, operationId: listPets}]
""",
    ),
)
