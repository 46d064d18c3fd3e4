"""A stolen token that never ends can be used for ever."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api2-2023-short-lived-access-tokens",
    name="owasp:api2:2023-short-lived-access-tokens",
    why="A stolen token that never ends can be used for ever (API2:2023).",
    description="The OAuth 2.0 flow has no refreshUrl, so its access tokens probably live long.",
    severity=Severity.ERROR,
    given=('$.components.securitySchemes[?(@ && @.type=="oauth2")].flows.*',),
    then=(Then(TRUTHY, "refreshUrl"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    scheme:
      type: oauth2
      flows:
        clientCredentials: {tokenUrl: "https://a.internal/token", refreshUrl: "https://a.internal/token", scopes: {}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    scheme:
      type: oauth2
      flows:
        clientCredentials: {tokenUrl: "https://a.internal/token", scopes: {}}
""",
    ),
)
