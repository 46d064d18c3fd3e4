"""Reviewers judge an API by who may call it, so the description has to say it."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.enumeration import FUNCTION as ENUMERATION
from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-api-audience",
    why="Reviewers judge an API by who may call it, so the description has to say it.",
    description="The info must carry x-audience with one of the known audiences.",
    severity=Severity.WARN,
    given=("$.info",),
    then=(
        Then(TRUTHY, "x-audience"),
        Then(
            ENUMERATION,
            "x-audience",
            options={
                "values": [
                    "component-internal",
                    "business-unit-internal",
                    "company-internal",
                    "external-partner",
                    "external-public",
                ]
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#219",
    clause="Zalando 219",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0, x-audience: company-internal}
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
info: {title: Orders, version: 1.0.0, x-audience: friends}
paths: {}
""",
    ),
)
"""The rule."""
