"""An operation has a tag."""

from __future__ import annotations

from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-tags",
    why="An operation without a tag stands in no chapter of the reference.",
    description='The operation needs "tags" with at least one tag.',
    given=("#OperationObject",),
    then=(Then(SCHEMA, "tags", options={"dialect": "draft7", "schema": {"type": "array", "minItems": 1}}),),
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
      tags: []
""",
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
