"""No two operations share an operationId."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.oas_op_id_unique import FUNCTION as ID_UNIQUE
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-operation-id-unique",
    name="operation-operationId-unique",
    why="Clients, links and tests find an operation by its id.",
    description="Each operation needs an operationId of its own.",
    severity=Severity.ERROR,
    given=("$.paths",),
    then=(Then(ID_UNIQUE),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get: {operationId: listPets}
    post: {operationId: addPet}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get: {operationId: pets}
    post: {operationId: pets}
""",
    ),
)
