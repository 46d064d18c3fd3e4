"""Basic sends the password with every request."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api2-2023-no-http-basic",
    name="owasp:api2:2023-no-http-basic",
    why="Basic sends the password with every request (API2:2023).",
    description="The security scheme is HTTP Basic; take OAuth 2.0, OpenID Connect or signed tokens.",
    severity=Severity.ERROR,
    given=("$.components.securitySchemes[*]",),
    then=(Then(PATTERN, "scheme", options={"notMatch": "basic"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    scheme: {type: http, scheme: bearer}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    scheme: {type: http, scheme: basic}
""",
    ),
)
