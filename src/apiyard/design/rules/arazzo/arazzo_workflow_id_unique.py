"""Each workflow is called otherwise."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.arazzo.arazzo_workflow_id_uniqueness import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-workflow-id-unique",
    name="arazzo-workflowId-unique",
    why="Steps and callers name a workflow by its id.",
    description="Each workflow must have a workflowId of its own.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(ADOPTION,),
    bad=(changed("workflowId: all", "workflowId: adopt"),),
)
"""The rule."""
