"""Addresses of all APIs fit into one form when their parts have the same names."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-address-fields",
    why="Addresses of all APIs fit into one form when their parts have the same names.",
    description="The parts of an address should be named as in the common address: street, city, zip, country_code.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^(zip_?code|postal_?code|post_?code|street_?name|town|country_name)$",
                "must": {"not": {}},
                "say": ('"{name}" should be named as in the common address: street, city, zip, country_code.'),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#249",
    clause="Zalando 249",
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
        zip: {type: string}
        street: {type: string}
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
        postal_code: {type: string}
""",
    ),
)
"""The rule."""
