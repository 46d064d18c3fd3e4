"""Examples and defaults keep their schema."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.oas_example import FUNCTION as EXAMPLE
from apiyard.design.rule import Rule, Then

_MATCHING = (
    "[?(@property !== 'properties' && @ && (@.example !== void 0 || @['x-example'] !== void 0 || "
    "@.default !== void 0) && (@.enum || @.type || @.format || @.$ref || @.properties || @.items))]"
)

RULE = Rule(
    id="oas2-valid-schema-example",
    why="Readers copy examples; one that its own schema refuses misleads each of them.",
    description="Examples and defaults must be valid against the schema they stand in.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas2",),
    given=(f"$..definitions..{_MATCHING}", f"$..parameters..{_MATCHING}", f"$..responses..{_MATCHING}"),
    then=(Then(EXAMPLE, options={"schemaField": "$", "oasVersion": 2, "type": "schema"}),),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
definitions:
  Age: {type: integer, example: 3}
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
definitions:
  Age: {type: integer, example: three}
""",
    ),
)
