"""The variables of a path have names."""

from __future__ import annotations

from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="path-declarations-must-exist",
    why="A variable without a name cannot be filled.",
    description='A path must not contain "{}"; write the name of its parameter between the braces.',
    given=("$.paths",),
    then=(Then(PATTERN, "@key", options={"notMatch": "{}"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{}: {}
""",
    ),
)
