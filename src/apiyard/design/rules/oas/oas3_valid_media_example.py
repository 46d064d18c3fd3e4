"""Examples of bodies, headers and parameters keep their schema."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.oas_example import FUNCTION as EXAMPLE
from apiyard.design.rule import Rule, Then

_MATCHING = "[?(@ && @.schema && (@.example !== void 0 || @.examples))]"

RULE = Rule(
    id="oas3-valid-media-example",
    why="Readers copy examples; one that its own schema refuses misleads each of them.",
    description="Examples must be valid against the schema beside them.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas3",),
    given=(f"$..content..{_MATCHING}", f"$..headers..{_MATCHING}", f"$..parameters..{_MATCHING}"),
    then=(Then(EXAMPLE, options={"schemaField": "schema", "oasVersion": 3, "type": "media"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters: [{name: age, in: query, schema: {type: integer}, example: 3}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters: [{name: age, in: query, schema: {type: integer}, example: three}]
""",
    ),
)
