"""The document names its schemes."""

from __future__ import annotations

from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-api-schemes",
    why="Without schemes a caller has to guess whether the host speaks https.",
    description='The document needs "schemes" with at least one text.',
    formats=("oas2",),
    given=("$",),
    then=(
        Then(
            SCHEMA,
            "schemes",
            options={"dialect": "draft7", "schema": {"items": {"type": "string"}, "minItems": 1, "type": "array"}},
        ),
    ),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
schemes: [https]
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
schemes: []
""",
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
""",
    ),
)
