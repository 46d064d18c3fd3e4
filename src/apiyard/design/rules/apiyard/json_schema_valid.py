"""A document that is a JSON Schema is one of its draft."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.apiyard.schema_document import FUNCTION
from apiyard.design.rule import Rule, Then

_DOCUMENT = """
$schema: https://json-schema.org/draft/2020-12/schema
type: object
properties: {name: {type: string}}
"""

RULE = Rule(
    id="json-schema-valid",
    why="Validators refuse a wrong schema, or pass over the part that is wrong.",
    description="The schema must be one of its draft.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("jsonSchema",),
    resolved=False,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(_DOCUMENT,),
    bad=(
        _DOCUMENT.replace("type: string", "type: strin"),
        _DOCUMENT.replace("2020-12", "2021-12"),
    ),
)
"""The rule."""
