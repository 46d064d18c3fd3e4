"""A path has no query."""

from __future__ import annotations

from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="path-not-include-query",
    why="What stands behind the question mark belongs to the parameters.",
    description="A path must not contain a query; describe it as parameters with in: query.",
    given=("$.paths",),
    then=(Then(PATTERN, "@key", options={"notMatch": r"\?"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets?kind=cat: {}
""",
    ),
)
