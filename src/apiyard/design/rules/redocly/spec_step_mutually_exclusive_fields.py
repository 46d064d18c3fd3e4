"""A step must call one thing."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.spec_step_mutually_exclusive_fields import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="spec-step-mutually-exclusive-fields",
    why="Of two things to call nobody knows which one is meant (Arazzo 1.0, Step Object).",
    description="A step must call one thing.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("arazzo1_0", "arazzo1_1"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/arazzo/spec-step-mutually-exclusive-fields",
    good=(
        """
arazzo: 1.0.1
info: {title: Pets, version: 1.0.0}
sourceDescriptions: [{name: pets, url: openapi.yaml, type: openapi}]
workflows:
  - workflowId: buy
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
    steps: [{stepId: list, operationId: listPets, workflowId: other}]
""",
    ),
)
