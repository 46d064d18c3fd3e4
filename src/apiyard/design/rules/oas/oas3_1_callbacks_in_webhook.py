"""A webhook has no callbacks."""

from __future__ import annotations

from apiyard.design.functions.undefined import FUNCTION as UNDEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-1-callbacks-in-webhook",
    name="oas3_1-callbacks-in-webhook",
    why="The receiver of a webhook is the one who asked for it and has no address for another one.",
    description="A webhook must not define callbacks.",
    formats=("oas3_1", "oas3_2"),
    given=("$.webhooks[*][*].callbacks",),
    then=(Then(UNDEFINED),),
    good=(
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
webhooks:
  born:
    post: {summary: A pet is born.}
""",
    ),
    bad=(
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
webhooks:
  born:
    post: {callbacks: {grown: {}}}
""",
    ),
)
