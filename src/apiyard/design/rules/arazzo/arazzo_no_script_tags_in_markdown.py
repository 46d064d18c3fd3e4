"""Texts hold no script elements."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.pattern import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-no-script-tags-in-markdown",
    why="Pages that show the text would run it.",
    description="Texts must not hold script elements.",
    severity=Severity.WARN,
    given=("$..[description,title]",),
    then=(Then(FUNCTION, options={"notMatch": "<script"}),),
    good=(ADOPTION,),
    bad=(changed("Finds it.", "<script>x</script>"),),
)
"""The rule."""
