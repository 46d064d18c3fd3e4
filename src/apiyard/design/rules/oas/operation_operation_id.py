"""An operation has an id."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-operation-id",
    name="operation-operationId",
    why="Clients, links and tests find an operation by its id.",
    description='The operation needs an "operationId".',
    given=("#OperationObject",),
    then=(Then(TRUTHY, "operationId"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      operationId: listPets
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      summary: Pets
""",
    ),
)
