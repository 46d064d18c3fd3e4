"""Clients that know what is left do not run into the limit."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api4-2023-rate-limit",
    name="owasp:api4:2023-rate-limit",
    why="Clients that know what is left do not run into the limit (API4:2023).",
    description="A 2xx or 4xx response must tell the limit in a header such as RateLimit.",
    severity=Severity.ERROR,
    formats=("oas3",),
    given=("$.paths[*]..responses[?(@property.match(/^(2|4)/))]",),
    then=(
        Then(
            SCHEMA,
            "headers",
            options={
                "schema": {
                    "type": "object",
                    "oneOf": [
                        {"required": ["RateLimit"]},
                        {"required": ["RateLimit-Limit", "RateLimit-Reset"]},
                        {"required": ["X-RateLimit-Limit"]},
                        {"required": ["X-Rate-Limit-Limit"]},
                    ],
                }
            },
        ),
    ),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "200": {description: Pets., headers: {RateLimit: {schema: {type: string}}}}
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
        "200": {description: Pets.}
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "404": {description: None., headers: {X-Other: {schema: {type: string}}}}
""",
    ),
)
