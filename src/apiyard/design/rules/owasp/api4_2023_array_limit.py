"""An array without end uses up memory."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.defined import FUNCTION as DEFINED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api4-2023-array-limit",
    name="owasp:api4:2023-array-limit",
    why="An array without end uses up memory (API4:2023).",
    description="A schema of type array needs maxItems.",
    severity=Severity.ERROR,
    given=("#ArrayProperties",),
    then=(Then(DEFINED, "maxItems"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: array, items: {}, maxItems: 10}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: array, items: {}}
""",
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: [array, "null"], items: {}}
""",
    ),
)
