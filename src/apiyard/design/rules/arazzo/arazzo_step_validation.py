"""The operations and workflows of steps lead to sources that are there."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.arazzo.arazzo_step_validation import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-step-validation",
    why="A run calls what a step names.",
    description="Steps must name an operation or workflow of a source that is there.",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(ADOPTION,),
    bad=(changed("operationId: adoptPet", "operationId: $sourceDescriptions.gone.adoptPet"),),
)
"""The rule."""
