"""A callback has no callbacks of its own."""

from __future__ import annotations

from apiyard.design.functions.undefined import FUNCTION as UNDEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-callbacks-in-callbacks",
    why="The receiver of a callback is the caller, who has no address for another one.",
    description="A callback must not define callbacks.",
    formats=("oas3",),
    given=("#OperationObject.callbacks[*][*][*].callbacks",),
    then=(Then(UNDEFINED),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      callbacks:
        born:
          "{$request.body#/url}":
            post: {summary: A pet is born.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      callbacks:
        born:
          "{$request.body#/url}":
            post:
              callbacks: {grown: {}}
""",
    ),
)
