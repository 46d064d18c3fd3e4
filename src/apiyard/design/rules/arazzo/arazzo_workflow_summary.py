"""Workflows have a summary."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.truthy import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-workflow-summary",
    why="Lists show it.",
    description="Each workflow may well have a summary.",
    severity=Severity.HINT,
    given=("$.workflows[*]",),
    then=(Then(FUNCTION, field="summary"),),
    good=(ADOPTION,),
    bad=(changed("    summary: Adopt all.\n", ""),),
)
"""The rule."""
