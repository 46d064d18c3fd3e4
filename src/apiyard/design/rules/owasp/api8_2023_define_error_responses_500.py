"""What is answered when the service failed is part of the contract; else it may be a stack trace."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api8-2023-define-error-responses-500",
    name="owasp:api8:2023-define-error-responses-500",
    why="What is answered when the service failed is part of the contract; else it may be a stack trace (API8:2023).",
    message="The operation does not say what is answered when the service failed: {{property}} is missing.",
    given=("$.paths..responses",),
    then=(Then(TRUTHY, "500"), Then(TRUTHY, "500.content")),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "500": {description: Wrong., content: {application/problem+json: {}}}
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
        "500": {description: Wrong.}
""",
    ),
)
