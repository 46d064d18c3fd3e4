"""A tag says what it stands for."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="tag-description",
    why="The chapters of the reference need more than a name.",
    description='The tag needs a "description".',
    recommended=False,
    given=("$.tags[*]",),
    then=(Then(TRUTHY, "description"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
tags: [{name: cats, description: All about cats.}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
tags: [{name: cats}]
""",
    ),
)
