"""One word for addresses needs to be learnt once."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0140-uri-names",
    why="One word for addresses needs to be learnt once.",
    description="A field for an address should be called uri rather than url.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"type": ["string"]},
                "notMatch": "(^|_)url$|.(Url|URL)$",
                "say": 'The field "{name}" should be called uri.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/140",
    clause="AIP-140",
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
        imageUri: {type: string}
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
        imageUrl: {type: string}
""",
    ),
)
"""The rule."""
