"""A number that is larger than the service expects overflows there."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.defined import FUNCTION as DEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api4-2023-integer-format",
    name="owasp:api4:2023-integer-format",
    why="A number that is larger than the service expects overflows there (API4:2023).",
    description="A schema of type integer needs a format, int32 or int64.",
    severity=Severity.ERROR,
    given=("#IntegerProperties",),
    then=(Then(DEFINED, "format"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: integer, format: int32}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: integer}
""",
    ),
)
