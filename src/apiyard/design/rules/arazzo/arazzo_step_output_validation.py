"""The outputs of steps have names, and expressions that lead to something."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.arazzo.arazzo_step_output_names_validation import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-step-output-validation",
    why="Others use an output by its name, and a run fills it by its expression.",
    description="The outputs of steps must have names, and expressions that lead to something.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(ADOPTION,),
    bad=(changed("{pet: $response.body}", "{pet: response.body}"),),
)
"""The rule."""
