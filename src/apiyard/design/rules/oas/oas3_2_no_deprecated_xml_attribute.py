"""OpenAPI 3.2 names XML attributes by nodeType."""

from __future__ import annotations

from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-2-no-deprecated-xml-attribute",
    name="oas3_2-no-deprecated-xml-attribute",
    why="OpenAPI 3.2 deprecates the word, and later readers may drop it.",
    description='Since OpenAPI 3.2 "xml.attribute: true" is deprecated; write "xml.nodeType: attribute".',
    formats=("oas3_2",),
    given=("$..[?(@ && @.xml)].xml",),
    then=(
        Then(
            SCHEMA,
            options={"schema": {"not": {"properties": {"attribute": {"const": True}}, "required": ["attribute"]}}},
        ),
    ),
    good=(
        """
openapi: 3.2.0
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Id: {type: string, xml: {nodeType: attribute}}
""",
    ),
    bad=(
        """
openapi: 3.2.0
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Id: {type: string, xml: {attribute: true}}
""",
    ),
)
