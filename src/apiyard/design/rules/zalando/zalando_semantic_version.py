"""The version tells by its form how much a client has to change."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-semantic-version",
    why="The version tells by its form how much a client has to change.",
    description="The version of the API must have the form MAJOR.MINOR.PATCH.",
    severity=Severity.ERROR,
    given=("$.info",),
    then=(Then(PATTERN, "version", options={"match": "^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)$"}),),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#116",
    clause="Zalando 116",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: '2023-10-16'}
paths: {}
""",
    ),
)
"""The rule."""
