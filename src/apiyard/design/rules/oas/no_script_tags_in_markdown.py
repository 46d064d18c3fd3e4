"""No text opens a script element."""

from __future__ import annotations

from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-script-tags-in-markdown",
    why="A page that shows the text could be made to run it.",
    description='Titles and descriptions must not contain "<script".',
    given=("$..[description,title]",),
    then=(Then(PATTERN, options={"notMatch": "<script"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, description: A script for pets.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, description: "<script>alert(1)</script>"}
""",
    ),
)
