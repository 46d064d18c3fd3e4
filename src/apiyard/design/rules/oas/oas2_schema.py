"""The document is valid OpenAPI 2.0."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.oas_document_schema import FUNCTION as DOCUMENT_SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-schema",
    why="Tools read a document only as far as it keeps the specification.",
    description="The document must keep the schema of OpenAPI 2.0.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas2",),
    resolved=False,
    given=("$",),
    then=(Then(DOCUMENT_SCHEMA),),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
paths: {}
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
paths: {}
pahts: {}
""",
    ),
)
