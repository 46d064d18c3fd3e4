"""Codes of a standard have one name everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0143-currency-code",
    why="Codes of a standard have one name everywhere.",
    description="A field for a currency code should be called currencyCode (currency_code).",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^currency$",
                "when": {"type": ["string"]},
                "must": {"not": {}},
                "say": '"{name}" should be called currencyCode (currency_code).',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/143",
    clause="AIP-143",
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
        currencyCode: {type: string}
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
        currency: {type: string}
""",
    ),
)
"""The rule."""
