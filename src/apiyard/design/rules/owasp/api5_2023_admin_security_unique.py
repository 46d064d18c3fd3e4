"""Who may use an API may not administer it by the same right."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.owasp.different_security_schemes import FUNCTION as DIFFERENT_SECURITY_SCHEMES
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api5-2023-admin-security-unique",
    name="owasp:api5:2023-admin-security-unique",
    why="Who may use an API may not administer it by the same right (API5:2023).",
    message="An operation for administrators asks for the same as one for everybody: {{error}}",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(DIFFERENT_SECURITY_SCHEMES, options={"adminUrl": "/admin"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get: {security: [{key: []}]}
  /admin/pets:
    get: {security: [{admin: []}]}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get: {security: [{key: []}]}
  /admin/pets:
    get: {security: [{key: []}]}
""",
    ),
)
