"""A catalogue shows the title before anything else."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-info-title",
    why="A catalogue shows the title before anything else.",
    description="The info must have a title.",
    severity=Severity.ERROR,
    given=("$.info",),
    then=(Then(TRUTHY, "title"),),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#218",
    clause="Zalando 218",
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
info: {version: 1.0.0}
paths: {}
""",
    ),
)
"""The rule."""
