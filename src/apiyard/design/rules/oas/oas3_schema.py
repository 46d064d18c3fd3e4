"""The document is valid OpenAPI 3."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.oas_document_schema import FUNCTION as DOCUMENT_SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-schema",
    why="Tools read a document only as far as it keeps the specification.",
    description="The document must keep the schema of its OpenAPI version.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas3",),
    resolved=False,
    given=("$",),
    then=(Then(DOCUMENT_SCHEMA),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
pahts: {}
""",
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths: []
""",
    ),
)
