"""Addresses stand in logs and histories, and the secret with them."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api2-2023-no-credentials-in-url",
    name="owasp:api2:2023-no-credentials-in-url",
    why="Addresses stand in logs and histories, and the secret with them (API2:2023).",
    message='The parameter "{{value}}" looks like a secret in the address; send it in a header or in the body.',
    severity=Severity.ERROR,
    formats=("oas3",),
    given=("$..parameters[?(@ && @.in && @.in.match(/query|path/))].name",),
    then=(
        Then(
            PATTERN,
            "name",
            options={
                "notMatch": "/^.*(client_?secret|token|access_?token|refresh_?token|id_?token|password"
                "|secret|api-?key).*$/i"
            },
        ),
    ),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters:
        - {name: access_token, in: query, schema: {type: string}}
""",
    ),
)
