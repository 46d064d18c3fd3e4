"""Scopes of one form show at a glance which application lets whom read or write."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-scope-names",
    why="Scopes of one form show at a glance which application lets whom read or write.",
    description=(
        "A scope must be named application.mode or application.resource.mode, with read or write as the mode."
    ),
    severity=Severity.WARN,
    given=(
        "$.components.securitySchemes[?(@ && @.type=='oauth2')].flows[*].scopes",
        "$.securityDefinitions[?(@ && @.type=='oauth2')].scopes",
    ),
    then=(Then(PATTERN, "@key", options={"match": "^(uid|[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)?\\.(read|write))$"}),),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#225",
    clause="Zalando 225",
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
          scopes: {shop-orders.order.read: Read orders.}
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
          scopes: {ReadOrders: Read orders.}
""",
    ),
)
"""The rule."""
