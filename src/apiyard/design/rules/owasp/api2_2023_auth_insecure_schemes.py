"""Negotiate and OAuth 1 are broken or outdated."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api2-2023-auth-insecure-schemes",
    name="owasp:api2:2023-auth-insecure-schemes",
    why="Negotiate and OAuth 1 are broken or outdated (API2:2023).",
    message='The authentication scheme "{{value}}" is outdated or insecure.',
    severity=Severity.ERROR,
    formats=("oas3",),
    given=('$..[securitySchemes][?(@.type=="http")].scheme',),
    then=(Then(PATTERN, options={"notMatch": "^(negotiate|oauth)$"}),),
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
    scheme: {type: http, scheme: negotiate}
""",
    ),
)
