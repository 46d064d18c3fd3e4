"""Nothing stands beside $ref."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.ref_siblings import FUNCTION as SIBLINGS
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-ref-siblings",
    name="no-$ref-siblings",
    why="Before OpenAPI 3.1 readers drop what stands beside a reference, so what it says never holds.",
    description='Nothing may stand beside "$ref".',
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas2", "oas3_0"),
    resolved=False,
    given=("$..[?(@property === '$ref')]",),
    then=(Then(SIBLINGS),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {$ref: "#/components/schemas/Cat"}
    Cat: {type: object}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
components:
  schemas:
    Pet: {$ref: "#/components/schemas/Cat", description: A pet.}
    Cat: {type: object}
""",
    ),
)
