"""No criterion should be written in XPath."""

from __future__ import annotations

from apiyard.design.functions.redocly.no_criteria_xpath import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-criteria-xpath",
    why="Few programs that run workflows understand XPath.",
    description="No criterion should be written in XPath.",
    message="{{error}}",
    recommended=False,
    formats=("arazzo1_0", "arazzo1_1"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/respect/no-criteria-xpath",
    good=(
        """
arazzo: 1.0.1
info: {title: Pets, version: 1.0.0}
sourceDescriptions: [{name: pets, url: openapi.yaml, type: openapi}]
workflows:
  - workflowId: buy
    steps:
      - {stepId: list, operationId: listPets, successCriteria: [{condition: $statusCode == 200}]}
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
        operationId: listPets
        successCriteria: [{context: $response.body, condition: //pet, type: xpath}]
""",
    ),
)
