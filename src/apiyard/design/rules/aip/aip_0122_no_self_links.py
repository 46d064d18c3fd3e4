"""The name of a resource is its address already."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0122-no-self-links",
    why="The name of a resource is its address already.",
    description="A resource should have no field self_link; its name says where it is.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^(self_?[lL]ink|self_?[uU]r[il])$",
                "must": {"not": {}},
                "say": 'The field "{name}" should be the name of the resource.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/122",
    clause="AIP-122",
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
        name: {type: string}
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
        selfLink: {type: string}
""",
    ),
)
"""The rule."""
