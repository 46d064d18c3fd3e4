"""The scopes that are asked for should be those of the scheme."""

from __future__ import annotations

from apiyard.design.functions.redocly.security_scopes_defined import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="security-scopes-defined",
    why="A scope that the scheme does not know is never granted.",
    description="The scopes that are asked for should be those of the scheme.",
    message="{{error}}",
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/common/security-scopes-defined",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      security: [{sign-in: [read]}]
      responses: {"200": {description: Pets.}}
components:
  securitySchemes:
    sign-in:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: "https://a.test/token", scopes: {read: Read pets.}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      security: [{sign-in: [write]}]
      responses: {"200": {description: Pets.}}
components:
  securitySchemes:
    sign-in:
      type: oauth2
      flows: {clientCredentials: {tokenUrl: "https://a.test/token", scopes: {read: Read pets.}}}
""",
    ),
)
