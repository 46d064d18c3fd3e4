"""The document groups its operations by tags."""

from __future__ import annotations

from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="openapi-tags",
    why="Tags give the chapters of the reference.",
    description='The document needs "tags" with at least one tag.',
    recommended=False,
    given=("$",),
    then=(Then(SCHEMA, "tags", options={"dialect": "draft7", "schema": {"type": "array", "minItems": 1}}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
tags: [{name: cats}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
tags: []
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
""",
    ),
)
