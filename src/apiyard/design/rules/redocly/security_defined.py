"""Every operation must say what it asks of callers, and the schemes it names must be described."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.security_defined import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="security-defined",
    why="What nobody says about security is decided by accident.",
    description="Every operation must say what it asks of callers, and the schemes it names must be described.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/security-defined",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      security: [{key: []}]
      responses: {"200": {description: Pets.}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses: {"200": {description: Pets.}}
""",
    ),
)
