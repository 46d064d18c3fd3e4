"""A number without bounds asks for any amount of work."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.xor import FUNCTION as XOR
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api4-2023-integer-limit",
    name="owasp:api4:2023-integer-limit",
    why="A number without bounds asks for any amount of work (API4:2023).",
    description="A schema of type integer needs one lower and one upper bound.",
    severity=Severity.ERROR,
    formats=("oas3_1",),
    given=("#IntegerProperties",),
    then=(
        Then(XOR, options={"properties": ["minimum", "exclusiveMinimum"]}),
        Then(XOR, options={"properties": ["maximum", "exclusiveMaximum"]}),
    ),
    good=(
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: integer, minimum: 0, exclusiveMaximum: 10}
""",
    ),
    bad=(
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: integer, minimum: 0}
""",
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: [integer, "null"], maximum: 9}
""",
    ),
)
