"""Workflows depend on workflows that are there."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.arazzo.arazzo_workflow_depends_on_validation import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-workflow-depends-on-validation",
    why="A run starts what a workflow depends on before it.",
    description="Workflows must depend on workflows that are there.",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(ADOPTION,),
    bad=(changed("dependsOn: [adopt]", "dependsOn: [gone]"),),
)
"""The rule."""
