"""Clients that are told when to come back do not keep asking."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.defined import FUNCTION as DEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api4-2023-rate-limit-retry-after",
    name="owasp:api4:2023-rate-limit-retry-after",
    why="Clients that are told when to come back do not keep asking (API4:2023).",
    description="A 429 response must have the header Retry-After.",
    severity=Severity.ERROR,
    formats=("oas3",),
    given=("$..responses[429].headers",),
    then=(Then(DEFINED, "Retry-After"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "429": {description: Slow down., headers: {Retry-After: {schema: {type: integer}}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "429": {description: Slow down., headers: {RateLimit: {schema: {type: string}}}}
""",
    ),
)
