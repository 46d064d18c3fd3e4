"""No text calls eval."""

from __future__ import annotations

from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-eval-in-markdown",
    why="A page that shows the text could be made to run it.",
    description='Titles and descriptions must not contain "eval(".',
    given=("$..[description,title]",),
    then=(Then(PATTERN, options={"notMatch": r"eval\("}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, description: An evaluation of pets.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, description: "eval(pets)"}
""",
    ),
)
