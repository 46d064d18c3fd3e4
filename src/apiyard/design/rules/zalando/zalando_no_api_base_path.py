"""A path that begins with api says what everybody knows."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-no-api-base-path",
    why="A path that begins with api says what everybody knows.",
    description="The address of a server should not end in /api.",
    severity=Severity.WARN,
    given=("$.servers[*].url", "$.basePath"),
    then=(Then(PATTERN, options={"notMatch": "^(https?://[^/]+)?/api/?$"}),),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#135",
    clause="Zalando 135",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
servers: [{url: 'https://orders.example'}]
paths: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
servers: [{url: 'https://orders.example/api'}]
paths: {}
""",
    ),
)
"""The rule."""
