"""A status that no standard knows is handled by no library."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-official-status-codes",
    why="A status that no standard knows is handled by no library.",
    description="The status of a response must be in the official registry.",
    message="{{error}}",
    severity=Severity.ERROR,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "response",
                "must": {
                    "properties": {
                        "status": {
                            "pattern": (
                                "^([1-5][xX][xX]|default|10[0-3]|20[0-8]|226|30[0-8]|40[0-9]|41[0-8]|42[1-689]|"
                                "431|451|50[0-8]|510|511)$"
                            )
                        }
                    }
                },
                "say": "{name} must have a status of the official registry.",
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#243",
    clause="Zalando 243",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200": {description: Fine.}
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
        "299": {description: Odd.}
""",
    ),
)
"""The rule."""
