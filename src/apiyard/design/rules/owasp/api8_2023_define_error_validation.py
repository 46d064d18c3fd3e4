"""A client that knows what a refusal looks like can handle it."""

from __future__ import annotations

from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api8-2023-define-error-validation",
    name="owasp:api8:2023-define-error-validation",
    why="A client that knows what a refusal looks like can handle it (API8:2023).",
    description="The operation needs a response for wrong requests: 400, 422 or 4XX.",
    given=("$.paths..responses",),
    then=(
        Then(
            SCHEMA,
            options={
                "schema": {
                    "type": "object",
                    "anyOf": [{"required": ["400"]}, {"required": ["422"]}, {"required": ["4XX"]}],
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
        "400": {description: Wrong.}
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
    ),
)
