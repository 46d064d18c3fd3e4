"""Examples and defaults keep their schema."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.oas_example import FUNCTION as EXAMPLE
from apiyard.design.rule import Rule, Then

_MATCHING = (
    "[?(@property !== 'properties' && @ && (@ && @.example !== void 0 || @.default !== void 0) && (@.enum"
    " || @.type || @.format || @.$ref || @.properties || @.items))]"
)

RULE = Rule(
    id="oas3-valid-schema-example",
    why="Readers copy examples; one that its own schema refuses misleads each of them.",
    description="Examples and defaults must be valid against the schema they stand in.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas3",),
    given=(
        f"$.components.schemas..{_MATCHING}",
        f"$..content..{_MATCHING}",
        f"$..headers..{_MATCHING}",
        f"$..parameters..{_MATCHING}",
    ),
    then=(Then(EXAMPLE, options={"schemaField": "$", "oasVersion": 3, "type": "schema"}),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Age: {type: integer, example: 3}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Age: {type: integer, default: three}
""",
    ),
)
