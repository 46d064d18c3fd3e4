"""A text that may be anything may be an attack."""

from __future__ import annotations

from apiyard.design.functions.schema import FUNCTION as SCHEMA
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="api4-2023-string-restricted",
    name="owasp:api4:2023-string-restricted",
    why="A text that may be anything may be an attack (API4:2023).",
    description="A schema of type string should have a format, pattern, enum or const.",
    given=("#StringProperties",),
    then=(
        Then(
            SCHEMA,
            options={
                "schema": {
                    "type": "object",
                    "anyOf": [
                        {"required": ["format"]},
                        {"required": ["pattern"]},
                        {"required": ["enum"]},
                        {"required": ["const"]},
                    ],
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
    Pet: {type: string, format: uuid}
""",
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: string, pattern: "^a$"}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  schemas:
    Pet: {type: string, maxLength: 10}
""",
    ),
)
