"""Steps are described."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.truthy import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-step-description",
    why="Readers follow a run by it.",
    description="Each step should have a description.",
    severity=Severity.WARN,
    given=("$.workflows[*].steps[*]",),
    then=(Then(FUNCTION, field="description"),),
    good=(ADOPTION,),
    bad=(changed("        description: Takes it.\n", ""),),
)
"""The rule."""
