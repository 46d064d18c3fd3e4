"""An API that is renamed stays the same API for tools only by an identifier that never changes."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-api-identifier",
    why="An API that is renamed stays the same API for tools only by an identifier that never changes.",
    description="The info must carry x-api-id, a UUID that never changes.",
    severity=Severity.WARN,
    given=("$.info",),
    then=(
        Then(TRUTHY, "x-api-id"),
        Then(PATTERN, "x-api-id", options={"match": "^[a-z0-9][a-z0-9-:.]{6,62}[a-z0-9]$"}),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#215",
    clause="Zalando 215",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0, x-api-id: d0184f38-b98d-11e7-9c56-68f728c1ba70}
paths: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
""",
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0, x-api-id: '1'}
paths: {}
""",
    ),
)
"""The rule."""
