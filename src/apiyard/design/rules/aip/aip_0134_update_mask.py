"""Without a mask a field that is left out and a field to be cleared look the same."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0134-update-mask",
    why="Without a mask a field that is left out and a field to be cleared look the same.",
    description="An update method should take updateMask (update_mask).",
    message="{{error}}",
    severity=Severity.INFO,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["update"]},
                "must": {
                    "anyOf": [
                        {
                            "properties": {
                                "query": {"anyOf": [{"required": ["updateMask"]}, {"required": ["update_mask"]}]}
                            },
                            "required": ["query"],
                        },
                        {
                            "properties": {
                                "body": {
                                    "required": ["fields"],
                                    "properties": {
                                        "fields": {
                                            "anyOf": [{"required": ["updateMask"]}, {"required": ["update_mask"]}]
                                        }
                                    },
                                }
                            }
                        },
                        {
                            "properties": {
                                "body": {
                                    "properties": {"media": {"contains": {"pattern": "patch\\+json"}}},
                                    "required": ["media"],
                                }
                            }
                        },
                    ]
                },
                "say": "{name} should take updateMask (update_mask).",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/134",
    clause="AIP-134",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    patch:
      parameters: [{name: updateMask, in: query, schema: {type: string}}]
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses:
        "200": {description: Fine.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    patch:
      requestBody: {required: true, content: {application/json: {schema: {type: object}}}}
      responses:
        "200": {description: Fine.}
""",
    ),
)
"""The rule."""
