"""A reference to something that may change or vanish changes the contract without anybody's decision."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-durable-references",
    why=("A reference to something that may change or vanish changes the contract without anybody's decision."),
    description="A reference must not lead to an unprotected address, this machine or a branch that moves.",
    severity=Severity.WARN,
    resolved=False,
    given=("$..['$ref']",),
    then=(
        Then(
            PATTERN,
            options={
                "notMatch": (
                    "^(http:|https?://(localhost|127\\.)|https://raw\\.githubusercontent\\.com/[^/]+/["
                    "^/]+/(main|master)/|https://github\\.com/[^/]+/[^/]+/(blob|raw)/(main|master)/)"
                )
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#234",
    clause="Zalando 234",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  schemas:
    Id: {type: string}
    Order:
      type: object
      properties:
        id: {$ref: '#/components/schemas/Id'}
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
        id: {$ref: 'http://localhost/id.yaml'}
""",
    ),
)
"""The rule."""
