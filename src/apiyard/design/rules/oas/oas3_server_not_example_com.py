"""The server is a real one."""

from __future__ import annotations

from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-server-not-example-com",
    name="oas3-server-not-example.com",
    why="A server of the examples was forgotten when the document was written from a sample.",
    description="The url of a server must not be at example.com.",
    recommended=False,
    formats=("oas3",),
    given=("$.servers[*].url",),
    then=(Then(PATTERN, options={"notMatch": r"example\.com"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers: [{url: https://pets.test}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers: [{url: https://example.com}]
""",
    ),
)
