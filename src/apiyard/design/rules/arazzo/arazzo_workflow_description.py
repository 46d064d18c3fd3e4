"""Workflows are described."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.truthy import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-workflow-description",
    why="Readers learn from it what a run does.",
    description="Each workflow should have a description.",
    severity=Severity.WARN,
    given=("$.workflows[*]",),
    then=(Then(FUNCTION, field="description"),),
    good=(ADOPTION,),
    bad=(changed("    description: Adopts all pets.\n", ""),),
)
"""The rule."""
