"""A minor version changes nothing for clients, so it must not move their addresses."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0185-major-version-only",
    why="A minor version changes nothing for clients, so it must not move their addresses.",
    description="The version in a path must be the major version alone.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "segment",
                "named": "^v[0-9]+[._-][0-9._-]+$",
                "must": {"not": {}},
                "say": 'The version "{name}" must be the major version alone.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/185",
    clause="AIP-185",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /v1/orders: {get: {responses: {}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /v1.2/orders: {get: {responses: {}}}
""",
    ),
)
"""The rule."""
