"""Without scopes every client may do everything."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.length import FUNCTION as LENGTH
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-defined-scopes",
    why="Without scopes every client may do everything.",
    description="A flow must define at least one scope.",
    severity=Severity.WARN,
    given=(
        "$.components.securitySchemes[?(@ && @.type=='oauth2')].flows[*].scopes",
        "$.securityDefinitions[?(@ && @.type=='oauth2')].scopes",
    ),
    then=(Then(LENGTH, options={"min": 1}),),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#105",
    clause="Zalando 105",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://login.example/token
          scopes: {orders.read: Read orders.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://login.example/token
          scopes: {}
""",
    ),
)
"""The rule."""
