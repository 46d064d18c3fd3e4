"""The parameters of steps are told apart and lead to something."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.arazzo.arazzo_step_parameters_validation import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-step-parameters-validation",
    why="A run sends each parameter once, where the operation expects it.",
    description="The parameters of steps must be told apart, stand where they may, and lead to something.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(ADOPTION,),
    bad=(changed("value: $inputs.kind", "value: $inputs.gone"),),
)
"""The rule."""
