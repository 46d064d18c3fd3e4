"""The tags of operations are among the document's tags."""

from __future__ import annotations

from apiyard.design.functions.oas.oas_tag_defined import FUNCTION as TAG_DEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="operation-tag-defined",
    why="A tag that is only used has no description and no place in the order of the reference.",
    description="Each tag of an operation must be among the tags of the document.",
    given=("$",),
    then=(Then(TAG_DEFINED),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
tags: [{name: pets}]
paths:
  /pets:
    get:
      tags: [pets]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
tags: [{name: pets}]
paths:
  /pets:
    get:
      tags: [animals]
""",
    ),
)
