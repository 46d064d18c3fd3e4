"""There must be at least one source."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.source_descriptions_not_empty import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="sourcedescriptions-not-empty",
    name="sourceDescriptions-not-empty",
    why="A step calls an operation of a source.",
    description="There must be at least one source.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("arazzo1_0", "arazzo1_1"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/arazzo/sourcedescriptions-not-empty",
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
sourceDescriptions: []
workflows:
  - workflowId: buy
    steps: [{stepId: list, operationId: listPets}]
""",
    ),
)
