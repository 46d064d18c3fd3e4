"""Addresses stand in logs and histories, and the key with them."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api2-2023-no-api-keys-in-url",
    name="owasp:api2:2023-no-api-keys-in-url",
    why="Addresses stand in logs and histories, and the key with them (API2:2023).",
    message="An API key must not stand in the address: {{error}}.",
    severity=Severity.ERROR,
    formats=("oas3",),
    given=('$..[securitySchemes][?(@ && @.type=="apiKey")].in',),
    then=(Then(PATTERN, options={"notMatch": "^(path|query)$"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    scheme: {type: apiKey, in: header, name: x-api-key}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    scheme: {type: apiKey, in: query, name: key}
""",
    ),
)
