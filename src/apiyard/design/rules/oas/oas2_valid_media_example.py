"""Examples of responses keep their schema."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.oas_example import FUNCTION as EXAMPLE
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-valid-media-example",
    why="Readers copy examples; one that its own schema refuses misleads each of them.",
    description="The examples of a response must be valid against its schema.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas2",),
    given=("$..responses..[?(@ && @.schema && @.examples)]",),
    then=(Then(EXAMPLE, options={"schemaField": "schema", "oasVersion": 2, "type": "media"}),),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "200": {description: Age., schema: {type: integer}, examples: {application/json: 3}}
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      responses:
        "200": {description: Age., schema: {type: integer}, examples: {application/json: three}}
""",
    ),
)
