"""A text without end uses up memory."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api4-2023-string-limit",
    name="owasp:api4:2023-string-limit",
    why="A text without end uses up memory (API4:2023).",
    description="A schema of type string needs maxLength, enum or const.",
    severity=Severity.ERROR,
    given=("#StringProperties",),
    then=(
        Then(
            SCHEMA,
            options={
                "schema": {
                    "type": "object",
                    "anyOf": [{"required": ["maxLength"]}, {"required": ["enum"]}, {"required": ["const"]}],
                }
            },
        ),
    ),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: string, maxLength: 10}
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: string, enum: [a]}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: string}
""",
    ),
)
