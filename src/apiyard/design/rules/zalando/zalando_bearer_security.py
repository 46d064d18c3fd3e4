"""Tokens of one kind can be checked, narrowed and revoked in one place; passwords and fixed keys cannot."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="zalando-bearer-security",
    why=("Tokens of one kind can be checked, narrowed and revoked in one place; passwords and fixed keys cannot."),
    description="A security scheme must be OAuth 2.0, OpenID Connect or a bearer token.",
    severity=Severity.WARN,
    given=("$.components.securitySchemes[*]", "$.securityDefinitions[*]"),
    then=(
        Then(
            SCHEMA,
            options={
                "schema": {
                    "anyOf": [
                        {"properties": {"type": {"enum": ["oauth2", "openIdConnect", "mutualTLS"]}}},
                        {
                            "properties": {"scheme": {"type": "string", "pattern": "^[Bb]earer$"}},
                            "required": ["scheme"],
                        },
                    ]
                }
            },
        ),
    ),
    documentation_url="https://opensource.zalando.com/restful-api-guidelines/#104",
    clause="Zalando 104",
    good=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    login: {type: http, scheme: bearer}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Orders, version: 1.0.0}
paths: {}
components:
  securitySchemes:
    login: {type: http, scheme: basic}
""",
    ),
)
"""The rule."""
