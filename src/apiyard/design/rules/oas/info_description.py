"""The document says what the API is for."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="info-description",
    why="The first thing a reader wants to know is what the API is for.",
    description='The info object needs a "description" that is not empty.',
    given=("$",),
    then=(Then(TRUTHY, "info.description"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, description: Keeps track of pets.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, description: ""}
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
""",
    ),
)
