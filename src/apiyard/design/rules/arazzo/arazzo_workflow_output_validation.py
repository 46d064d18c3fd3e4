"""The outputs of workflows have names, and expressions that lead to something."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.arazzo.arazzo_workflow_output_names_validation import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-workflow-output-validation",
    why="Others use an output by its name, and a run fills it by its expression.",
    description="The outputs of workflows must have names, and expressions that lead to something.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(ADOPTION,),
    bad=(changed("{pet: $steps.find.outputs.pet}\n  -", "{pet: $steps.gone.outputs.pet}\n  -"),),
)
"""The rule."""
