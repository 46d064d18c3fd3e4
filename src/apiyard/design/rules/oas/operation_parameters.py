"""The parameters of an operation do not get in each other's way."""

from __future__ import annotations

from apiyard.design.functions.oas.oas_op_params import FUNCTION as PARAMETERS
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-parameters",
    why="Two parameters of one place and name cannot be told apart in a request.",
    description="The parameters of an operation must differ in name or place, and there is one body.",
    message="{{error}}",
    given=("#OperationObject.parameters",),
    then=(Then(PARAMETERS),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters:
        - {name: page, in: query}
        - {name: page, in: header}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters:
        - {name: page, in: query}
        - {name: page, in: query}
""",
    ),
)
