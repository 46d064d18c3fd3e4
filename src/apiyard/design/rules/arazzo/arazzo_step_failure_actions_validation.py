"""What a step does on failure leads to something."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.arazzo.arazzo_step_failure_actions_validation import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-step-failure-actions-validation",
    why="A run goes on where an action sends it.",
    description="Failure actions must be told apart and lead to something.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(ADOPTION,),
    bad=(changed("type: goto, stepId: find", "type: goto, stepId: gone"),),
)
"""The rule."""
