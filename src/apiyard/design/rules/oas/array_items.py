"""An array says what its items are."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="array-items",
    why='Without "items" nobody knows what stands in the array, and OpenAPI 3.0 demands it.',
    description='A schema of type array needs "items" beside its type.',
    severity=Severity.ERROR,
    resolved=False,
    given=("#ArrayProperties",),
    then=(Then(TRUTHY, "items"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pets: {type: array, items: {type: string}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pets: {type: array}
""",
        """
openapi: 3.1.0
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pets: {type: [array, "null"]}
""",
    ),
)
