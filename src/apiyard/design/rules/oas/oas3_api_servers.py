"""The document names its servers."""

from __future__ import annotations

from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-api-servers",
    why="Without servers the document says what can be called, but not where.",
    description='The document needs "servers" with at least one server.',
    formats=("oas3",),
    given=("$",),
    then=(
        Then(
            SCHEMA,
            "servers",
            options={"dialect": "draft7", "schema": {"items": {"type": "object"}, "minItems": 1, "type": "array"}},
        ),
    ),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers: [{url: https://pets.test}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers: []
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
""",
    ),
)
