"""A parameter says what it is for."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-parameter-description",
    why="A name alone rarely tells what a parameter does.",
    description='The parameter needs a "description".',
    recommended=False,
    formats=("oas2",),
    given=("$..parameters[?(@ && @.in)]",),
    then=(Then(TRUTHY, "description"),),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
parameters:
  page: {name: page, in: query, type: integer, description: Number of the page.}
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
parameters:
  page: {name: page, in: query, type: integer}
""",
    ),
)
