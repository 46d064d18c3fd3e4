"""An operation tells what it answers when all goes well."""

from __future__ import annotations

from apiyard.design.functions.oas.oas_op_success_response import FUNCTION as SUCCESS
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-success-response",
    why="A caller learns what an operation gives only from its response of success.",
    description="The operation needs at least one 2xx or 3xx response.",
    given=("#OperationObject",),
    then=(Then(SUCCESS, "responses"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"204": {description: Done.}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"404": {description: No such pet.}}
""",
    ),
)
