"""Without a token for the next page nobody gets to it."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0158-next-page-token",
    why="Without a token for the next page nobody gets to it.",
    description="A list must answer nextPageToken (next_page_token).",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["list"]},
                "must": {
                    "properties": {
                        "success": {
                            "anyOf": [
                                {"type": "null"},
                                {"properties": {"described": {"const": False}}},
                                {
                                    "properties": {
                                        "fields": {
                                            "anyOf": [
                                                {"required": ["next_page_token"]},
                                                {"required": ["nextPageToken"]},
                                            ]
                                        }
                                    }
                                },
                            ]
                        }
                    }
                },
                "say": "{name} must answer nextPageToken (next_page_token).",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/158",
    clause="AIP-158",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders:
    get:
      responses:
        "200":
          description: Fine.
          content:
            application/json:
              schema: {type: object, properties: {nextPageToken: {type: string}}}
  /orders/{id}: {}
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
        "200":
          description: Fine.
          content:
            application/json:
              schema: {type: object, properties: {next: {type: string}}}
  /orders/{id}: {}
""",
    ),
)
"""The rule."""
