"""Each required property should be described."""

from __future__ import annotations

from apiyard.design.functions.redocly.no_required_schema_properties_undefined import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-required-schema-properties-undefined",
    why="What must be there and is not described cannot be sent rightly.",
    description="Each required property should be described.",
    message="{{error}}",
    formats=("oas2", "oas3_0", "oas3_1", "oas3_2", "arazzo1_0", "arazzo1_1"),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/common/no-required-schema-properties-undefined",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {type: object, required: [nmae], properties: {name: {type: string}}}
""",
    ),
)
