"""A status is what a call had; a resource has a state."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="aip-0216-state-name",
    why="A status is what a call had; a resource has a state.",
    description="The list of a resource's states must be called state, not status.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^status$",
                "when": {"type": ["string"], "response": [True]},
                "must": {"not": {"required": ["enum"], "properties": {"enum": {"type": "array", "minItems": 2}}}},
                "say": '"{name}" lists states; it must be called state.',
            },
        ),
    ),
    documentation_url="https://google.aip.dev/216",
    clause="AIP-216",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The order.
          content:
            application/json:
              schema:
                type: object
                properties:
                  state: {type: string, enum: [OPEN, PAID]}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths:
  /orders/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The order.
          content:
            application/json:
              schema:
                type: object
                properties:
                  status: {type: string, enum: [OPEN, PAID]}
""",
    ),
)
"""The rule."""
