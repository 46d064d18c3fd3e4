"""The success criteria of steps can be asked."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION
from apiyard.design.functions.arazzo.arazzo_step_success_criteria_validation import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-step-success-criteria-validation",
    why="A run decides by them whether a step succeeded.",
    description="Success criteria must have a condition, and a context and type that fit.",
    message="{{error}}",
    severity=Severity.ERROR,
    # The field's linters look for workflows below each workflow here, and so find nothing in most documents.
    given=("$.workflows[*]",),
    then=(Then(FUNCTION),),
    good=(ADOPTION,),
    bad=(
        """
arazzo: 1.0.0
workflows: [{workflows: [{steps: [{successCriteria: [{context: $response.body, type: regex}]}]}]}]
""",
    ),
)
"""The rule."""
