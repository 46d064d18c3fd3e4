"""An operation has one tag."""

from __future__ import annotations

from apiyard.design.functions.length import FUNCTION as LENGTH
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-singular-tag",
    why="Readers and generators that group by tag show an operation with two of them twice.",
    description="The operation must not have more than one tag.",
    recommended=False,
    given=("#OperationObject",),
    then=(Then(LENGTH, "tags", options={"max": 1}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      tags: [pets]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      tags: [pets, shop]
""",
    ),
)
