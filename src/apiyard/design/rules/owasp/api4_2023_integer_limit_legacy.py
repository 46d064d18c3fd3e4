"""A number without bounds asks for any amount of work."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.defined import FUNCTION as DEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api4-2023-integer-limit-legacy",
    name="owasp:api4:2023-integer-limit-legacy",
    why="A number without bounds asks for any amount of work (API4:2023).",
    description="A schema of type integer needs minimum and maximum.",
    severity=Severity.ERROR,
    formats=("oas2", "oas3_0"),
    given=("#IntegerProperties",),
    then=(Then(DEFINED, "minimum"), Then(DEFINED, "maximum")),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: integer, minimum: 0, maximum: 10}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: integer, minimum: 0}
""",
    ),
)
