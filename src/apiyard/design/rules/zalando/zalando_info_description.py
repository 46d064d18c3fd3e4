"""What an API is for stands nowhere else."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-info-description",
    why="What an API is for stands nowhere else.",
    description="The info must have a description.",
    severity=Severity.WARN,
    given=("$.info",),
    then=(Then(TRUTHY, "description"),),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#218",
    clause="Zalando 218",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0, description: Keeps the orders of customers.}
paths: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
""",
    ),
)
"""The rule."""
