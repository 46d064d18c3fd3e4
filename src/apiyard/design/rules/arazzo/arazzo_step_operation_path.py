"""Steps name operations by their id."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.falsy import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-step-operation-path",
    name="arazzo-step-operationPath",
    why="A path breaks when the source is arranged otherwise.",
    description="An operationId is better than an operationPath.",
    severity=Severity.HINT,
    given=("$.workflows[*].steps[*]",),
    then=(Then(FUNCTION, field="operationPath"),),
    good=(ADOPTION,),
    bad=(changed("operationId: findPets", "operationPath: '{$sourceDescriptions.pets.url}#/paths/~1pets/get'"),),
)
"""The rule."""
