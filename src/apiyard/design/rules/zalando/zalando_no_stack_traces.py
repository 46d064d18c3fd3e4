"""A stack trace tells attackers what runs inside."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.survey.part import FUNCTION as PART
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-no-stack-traces",
    why="A stack trace tells attackers what runs inside.",
    description="A response must have no property for stack traces.",
    message="{{error}}",
    severity=Severity.WARN,
    resolved=False,
    given=("$",),
    then=(
        Then(
            PART,
            options={
                "of": "property",
                "named": "^(stack_?[tT]races?|back_?[tT]race|exception_?([cC]lass|[sS]tack|[tT]race))$",
                "when": {"response": [True]},
                "must": {"not": {}},
                "say": ('The property "{name}" of a response must not be there: it tells what runs inside.'),
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#177",
    clause="Zalando 177",
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
                  detail: {type: string}
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
                  stack_trace: {type: string}
""",
    ),
)
"""The rule."""
