"""A limit that no response tells of is found out the hard way."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api4-2023-rate-limit-responses-429",
    name="owasp:api4:2023-rate-limit-responses-429",
    why="A limit that no response tells of is found out the hard way (API4:2023).",
    message="The operation says nothing about too many requests: {{property}} is missing.",
    given=("$.paths..responses",),
    then=(Then(TRUTHY, "429"), Then(TRUTHY, "429.content")),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "429": {description: Slow down., content: {application/problem+json: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "200": {description: Pets.}
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "429": {description: Slow down.}
""",
    ),
)
