"""A version in the address of a server gives every resource a second name as soon as there is a second version."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-no-version-in-server",
    why=(
        "A version in the address of a server gives every resource a second name as soon as there is a second version."
    ),
    description="The address of a server must not have a version.",
    severity=Severity.WARN,
    given=("$.servers[*].url", "$.basePath"),
    then=(Then(PATTERN, options={"notMatch": "/[vV][0-9]+([._-][0-9]+)*(/|$)"}),),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#115",
    clause="Zalando 115",
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
servers: [{url: 'https://orders.example/v2'}]
paths: {}
""",
    ),
)
"""The rule."""
