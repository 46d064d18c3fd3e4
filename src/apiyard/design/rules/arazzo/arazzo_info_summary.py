"""The document says in a few words what it is about."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.truthy import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-info-summary",
    why="Lists show it.",
    description="The info object may well have a summary.",
    severity=Severity.HINT,
    given=("$",),
    then=(Then(FUNCTION, field="info.summary"),),
    good=(ADOPTION,),
    bad=(changed("summary: Adopting., ", ""),),
)
"""The rule."""
