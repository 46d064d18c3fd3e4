"""The ids of workflows are plain names."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.pattern import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-workflow-workflow-id",
    name="arazzo-workflow-workflowId",
    why="Expressions name a workflow by its id.",
    description="The id of a workflow should hold letters, digits, hyphens and underscores only.",
    severity=Severity.WARN,
    given=("$.workflows[*]",),
    then=(Then(FUNCTION, field="workflowId", options={"match": "^[A-Za-z0-9_\\-]+$"}),),
    good=(ADOPTION,),
    bad=(changed("workflowId: all", "workflowId: all of them"),),
)
"""The rule."""
