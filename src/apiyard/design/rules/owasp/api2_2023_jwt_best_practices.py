"""Tokens that are checked carelessly can be forged."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api2-2023-jwt-best-practices",
    name="owasp:api2:2023-jwt-best-practices",
    why="Tokens that are checked carelessly can be forged (API2:2023; RFC 8725).",
    description="A security scheme with JSON Web Tokens must say in its description that it keeps RFC8725.",
    severity=Severity.ERROR,
    given=(
        '$.components.securitySchemes[?(@ && @.type=="oauth2")]',
        '$.components.securitySchemes[?(@ && (@.bearerFormat=="jwt" || @.bearerFormat=="JWT"))]',
    ),
    then=(Then(TRUTHY, "description"), Then(PATTERN, "description", options={"match": ".*RFC8725.*"})),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    scheme: {type: http, scheme: bearer, bearerFormat: JWT, description: Checked as RFC8725 asks.}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    scheme: {type: http, scheme: bearer, bearerFormat: JWT}
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    scheme: {type: http, scheme: bearer, bearerFormat: JWT, description: A token.}
""",
    ),
)
