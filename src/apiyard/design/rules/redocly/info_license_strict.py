"""The licence should have a url, or in OpenAPI 3.1 and later an identifier."""

from __future__ import annotations

from apiyard.design.functions.redocly.info_license_strict import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="info-license-strict",
    why="A licence without an address or identifier cannot be read.",
    description="The licence should have a url, or in OpenAPI 3.1 and later an identifier.",
    message="{{error}}",
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/info-license-strict",
    good=(
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0, license: {name: MIT, identifier: MIT}}

""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0, license: {name: MIT}}

""",
    ),
)
