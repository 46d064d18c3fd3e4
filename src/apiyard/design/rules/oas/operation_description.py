"""An operation says what it does."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-description",
    why="A summary names an operation; only a description tells when and how to use it.",
    description='The operation needs a "description" that is not empty.',
    given=("#OperationObject",),
    then=(Then(TRUTHY, "description"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      description: Lists all pets.
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
