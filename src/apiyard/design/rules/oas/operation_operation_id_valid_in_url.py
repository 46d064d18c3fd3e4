"""An operationId can stand in a URL."""

from __future__ import annotations

from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-operation-id-valid-in-url",
    name="operation-operationId-valid-in-url",
    why="References link to an operation by its id.",
    description="The operationId must hold only characters that may stand in a URL.",
    given=("#OperationObject",),
    then=(Then(PATTERN, "operationId", options={"match": r"^[A-Za-z0-9-._~:/?#\[\]@!\$&'()*+,;=]*$"}),),
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
      operationId: list all pets
""",
    ),
)
