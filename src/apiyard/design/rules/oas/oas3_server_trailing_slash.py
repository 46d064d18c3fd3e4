"""The url of a server does not end with a slash."""

from __future__ import annotations

from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-server-trailing-slash",
    why="Paths begin with a slash, so the address of each operation would have two.",
    description="The url of a server must not end with a slash.",
    formats=("oas3",),
    given=("$.servers[*].url",),
    then=(Then(PATTERN, options={"notMatch": "./$"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers: [{url: https://pets.test/v1}, {url: /}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers: [{url: https://pets.test/v1/}]
""",
    ),
)
