"""One name for the end of a resource needs to be learnt once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0214-expire-time",
    why="One name for the end of a resource needs to be learnt once.",
    description="The end of a resource must be called expireTime (expire_time).",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": (
                    "^(expires|expires_?([aA]t|[oO]n|[tT]ime|[dD]ate)|expiration|expiry|(expiration"
                    "|expiry)_?([tT]ime|[dD]ate|[aA]t))$"
                ),
                "when": {"format": ["date-time", "google-datetime"]},
                "must": {"not": {}},
                "say": '"{name}" must be called expireTime (expire_time).',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/214",
    clause="AIP-214",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        expireTime: {type: string, format: date-time}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Order:
      type: object
      properties:
        expiresAt: {type: string, format: date-time}
""",
    ),
)
"""The rule."""
