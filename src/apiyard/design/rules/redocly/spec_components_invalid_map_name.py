"""The names of components must be made of letters, digits, dots, hyphens and underscores."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.spec_components_invalid_map_name import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="spec-components-invalid-map-name",
    why="References to other names do not work everywhere (OpenAPI 3.1, Components Object).",
    description="The names of components must be made of letters, digits, dots, hyphens and underscores.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas3_0", "oas3_1", "oas3_2"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/spec-components-invalid-map-name",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet-1.0: {type: object}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    "Pet 1": {type: object}
""",
    ),
)
