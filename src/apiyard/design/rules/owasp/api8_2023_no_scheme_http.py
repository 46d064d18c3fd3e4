"""What goes without encryption is read on the way."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api8-2023-no-scheme-http",
    name="owasp:api8:2023-no-scheme-http",
    why="What goes without encryption is read on the way (API8:2023).",
    description="The schemes must be https or wss.",
    severity=Severity.ERROR,
    formats=("oas2",),
    given=("$.schemes.*",),
    then=(Then(SCHEMA, options={"schema": {"type": "string", "enum": ["https", "wss"]}}),),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
schemes: [https]
paths: {}
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
schemes: [http]
paths: {}
""",
    ),
)
