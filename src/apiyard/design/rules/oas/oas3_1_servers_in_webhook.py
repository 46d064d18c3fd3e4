"""A webhook names no servers."""

from __future__ import annotations

from apiyard.design.functions.undefined import FUNCTION as UNDEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-1-servers-in-webhook",
    name="oas3_1-servers-in-webhook",
    why="A webhook is sent to whoever asked for it, so its address is not known here.",
    description="A webhook must not define servers.",
    formats=("oas3_1", "oas3_2"),
    given=("$.webhooks.servers", "$.webhooks[*][*].servers"),
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
    post: {servers: [{url: https://pets.test}]}
""",
    ),
)
