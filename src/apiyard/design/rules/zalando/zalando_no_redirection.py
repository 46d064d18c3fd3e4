"""Clients of APIs often do not follow redirections, or forget the token on the way."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-no-redirection",
    why="Clients of APIs often do not follow redirections, or forget the token on the way.",
    description="An operation should not redirect.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "response",
                "when": {"status": ["300", "301", "302", "303", "305", "306", "307", "308"]},
                "must": {"not": {}},
                "say": "{name} should not redirect.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#251",
    clause="Zalando 251",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "304": {description: Not changed.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "302": {description: Elsewhere.}
""",
    ),
)
"""The rule."""
