"""The tags stand in the order of the alphabet."""

from __future__ import annotations

from apiyard.design.functions.alphabetical import FUNCTION as ALPHABETICAL
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="openapi-tags-alphabetical",
    why="In a long list readers look for a tag by its first letter.",
    description="The tags of the document must stand in alphabetical order of their names.",
    recommended=False,
    given=("$",),
    then=(Then(ALPHABETICAL, "tags", options={"keyedBy": "name"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
tags: [{name: cats}, {name: dogs}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
tags: [{name: dogs}, {name: cats}]
""",
    ),
)
