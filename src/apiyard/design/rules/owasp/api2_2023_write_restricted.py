"""Whoever may write without a name can do harm without a trace."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.owasp.check_security import FUNCTION as CHECK_SECURITY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api2-2023-write-restricted",
    name="owasp:api2:2023-write-restricted",
    why="Whoever may write without a name can do harm without a trace (API2:2023).",
    description="No security scheme protects this operation, which writes.",
    severity=Severity.ERROR,
    given=("$",),
    then=(
        Then(
            CHECK_SECURITY, options={"schemesPath": ["securitySchemes"], "methods": ["post", "put", "patch", "delete"]}
        ),
    ),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      security: [{key: []}]
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
security: [{key: []}]
paths:
  /pets:
    post:
      summary: Pets
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      security: []
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    post:
      summary: Pets
""",
    ),
)
