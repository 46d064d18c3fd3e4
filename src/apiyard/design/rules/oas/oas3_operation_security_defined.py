"""The security schemes that are required are defined."""

from __future__ import annotations

from apiyard.design.functions.oas.oas_security_defined import FUNCTION as SECURITY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-operation-security-defined",
    why="A requirement that names an unknown scheme or scope protects nothing.",
    description='Each scheme and scope of "security" must be defined in "components.securitySchemes".',
    message="{{error}}",
    formats=("oas3",),
    given=("#SecurityRequirementObject",),
    then=(Then(SECURITY, options={"oasVersion": 3}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
security: [{key: []}]
components:
  securitySchemes:
    key: {type: apiKey, name: key, in: header}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
security: [{kye: []}]
components:
  securitySchemes:
    key: {type: apiKey, name: key, in: header}
""",
    ),
)
