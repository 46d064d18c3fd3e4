"""A path does not end with a slash."""

from __future__ import annotations

from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="path-keys-no-trailing-slash",
    why="To many servers a path with and one without the slash are two resources.",
    description="A path must not end with a slash.",
    given=("$.paths",),
    then=(Then(PATTERN, "@key", options={"notMatch": r".+\/$"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /: {}
  /pets: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/: {}
""",
    ),
)
