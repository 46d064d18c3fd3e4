"""The name of a time is a command everywhere: createTime, not createdTime."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0142-time-tense",
    why="The name of a time is a command everywhere: createTime, not createdTime.",
    description="The name of a time must not be in the past tense.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "when": {"format": ["date-time", "date", "google-datetime"]},
                "notMatch": (
                    "^(created|updated|deleted|modified|published|expired|started|ended|finished|purged)(_|[A-Z])"
                ),
                "say": ('The time "{name}" must be named in the imperative: create_time, not created_time.'),
            },
        ),
    ),
    documentation_url="https://google.aip.dev/142",
    clause="AIP-142",
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
        publishTime: {type: string, format: date-time}
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
        publishedTime: {type: string, format: date-time}
""",
    ),
)
"""The rule."""
