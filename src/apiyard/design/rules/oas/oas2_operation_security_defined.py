"""The security schemes that are required are defined."""

from __future__ import annotations

from apiyard.design.functions.oas.oas_security_defined import FUNCTION as SECURITY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-operation-security-defined",
    why="A requirement that names an unknown scheme or scope protects nothing.",
    description='Each scheme and scope of "security" must be defined in "securityDefinitions".',
    message="{{error}}",
    formats=("oas2",),
    given=("#SecurityRequirementObject",),
    then=(Then(SECURITY, options={"oasVersion": 2}),),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
security: [{key: []}]
securityDefinitions:
  key: {type: apiKey, name: key, in: header}
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
security: [{kye: []}]
securityDefinitions:
  key: {type: apiKey, name: key, in: header}
""",
    ),
)
