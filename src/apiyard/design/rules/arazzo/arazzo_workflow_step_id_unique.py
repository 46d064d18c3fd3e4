"""Each step of a workflow is called otherwise."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.arazzo.arazzo_step_id_uniqueness import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-workflow-step-id-unique",
    name="arazzo-workflow-stepId-unique",
    why="Other steps name a step by its id.",
    description="Each step of a workflow must have a stepId of its own.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$.workflows[*]",),
    then=(Then(FUNCTION),),
    good=(ADOPTION,),
    bad=(changed("stepId: take", "stepId: find"),),
)
"""The rule."""
