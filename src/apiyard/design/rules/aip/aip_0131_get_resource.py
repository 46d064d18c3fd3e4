"""A resource is answered as it is, so that the same type serves everywhere."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0131-get-resource",
    why="A resource is answered as it is, so that the same type serves everywhere.",
    description="A get method must answer the resource: an object.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "operation",
                "when": {"kind": ["get"]},
                "must": {
                    "properties": {
                        "success": {
                            "anyOf": [
                                {"type": "null"},
                                {"properties": {"described": {"const": False}}},
                                {"properties": {"type": {"enum": ["object", None]}}},
                            ]
                        }
                    }
                },
                "say": "{name} must answer the resource: an object.",
            },
        ),
    ),
    documentation_url="https://google.aip.dev/131",
    clause="AIP-131",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    get:
      responses:
        "200":
          description: Fine.
          content:
            application/json:
              schema: {type: object, properties: {name: {type: string}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    get:
      responses:
        "200": {description: Fine., content: {application/json: {schema: {type: string}}}}
""",
    ),
)
"""The rule."""
