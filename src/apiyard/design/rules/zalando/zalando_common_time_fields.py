"""Fields that all resources have should have one name everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-common-time-fields",
    why="Fields that all resources have should have one name everywhere.",
    description="The times that all resources have should be called created_at and modified_at.",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": (
                    "^(created|creation_(date|time)|create_time|created_(on|date|time)|date_created"
                    "|updated|updated_(at|on|date)|update_time|last_(updated|modified)(_at|_on|_dat"
                    "e)?|modified|modified_(on|date)|modification_(date|time))$"
                ),
                "when": {"format": ["date", "date-time"]},
                "must": {"not": {}},
                "say": '"{name}" should be created_at or modified_at, as everywhere.',
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#174",
    clause="Zalando 174",
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
        modified_at: {type: string, format: date-time}
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
        updated: {type: string, format: date-time}
""",
    ),
)
"""The rule."""
