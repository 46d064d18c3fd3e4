"""Data that everybody can read is data that everybody has."""

from __future__ import annotations

from apiyard.design.functions.owasp.check_security import FUNCTION as CHECK_SECURITY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api2-2023-read-restricted",
    name="owasp:api2:2023-read-restricted",
    why="Data that everybody can read is data that everybody has (API2:2023).",
    description="No security scheme protects this operation, which reads.",
    given=("$",),
    then=(
        Then(
            CHECK_SECURITY, options={"schemesPath": ["securitySchemes"], "nullable": True, "methods": ["get", "head"]}
        ),
    ),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      security: [{key: []}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      security: []
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      summary: Pets
""",
    ),
)
