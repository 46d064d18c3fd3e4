"""Each source must have a name of its own."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.source_description_name_unique import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="sourcedescription-name-unique",
    name="sourceDescription-name-unique",
    why="A name that means two sources leads a step to the wrong one.",
    description="Each source must have a name of its own.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("arazzo1_0", "arazzo1_1"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/arazzo/sourcedescription-name-unique",
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
sourceDescriptions: [{name: pets, url: a.yaml, type: openapi}, {name: pets, url: b.yaml, type: openapi}]
workflows:
  - workflowId: buy
    steps: [{stepId: list, operationId: listPets}]
""",
    ),
)
