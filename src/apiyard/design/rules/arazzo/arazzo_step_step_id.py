"""The ids of steps are plain names."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.pattern import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-step-step-id",
    name="arazzo-step-stepId",
    why="Expressions name a step by its id.",
    description="The id of a step should hold letters, digits, hyphens and underscores only.",
    severity=Severity.WARN,
    given=("$.workflows[*].steps[*]",),
    then=(Then(FUNCTION, field="stepId", options={"match": "^[A-Za-z0-9_\\-]+$"}),),
    good=(ADOPTION,),
    bad=(changed("stepId: one", "stepId: the one"),),
)
"""The rule."""
