"""The document says what it is about."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.truthy import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-info-description",
    why="Readers decide by it whether the document is for them.",
    description="The info object should have a description.",
    severity=Severity.WARN,
    given=("$",),
    then=(Then(FUNCTION, field="info.description"),),
    good=(ADOPTION,),
    bad=(changed("description: How to adopt., ", ""),),
)
"""The rule."""
