"""Sources say what they are."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.truthy import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-source-descriptions-type",
    why="A runner need not guess how to read them.",
    description="Each source description should have a type.",
    severity=Severity.WARN,
    given=("$.sourceDescriptions[*]",),
    then=(Then(FUNCTION, field="type"),),
    good=(ADOPTION,),
    bad=(changed(", type: openapi", ""),),
)
"""The rule."""
