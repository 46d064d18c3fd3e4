"""A 4xx response should be application/problem+json with type and title."""

from __future__ import annotations

from apiyard.design.functions.redocly.operation_4xx_problem_details_rfc7807 import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-4xx-problem-details-rfc7807",
    why="Callers read the refusals of all APIs alike.",
    description="A 4xx response should be application/problem+json with type and title.",
    message="{{error}}",
    recommended=False,
    formats=("oas3_0", "oas3_1", "oas3_2"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/operation-4xx-problem-details-rfc7807",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "404":
          description: None.
          content:
            application/problem+json:
              schema: {type: object, properties: {type: {type: string}, title: {type: string}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"404": {description: None.}}
""",
    ),
)
