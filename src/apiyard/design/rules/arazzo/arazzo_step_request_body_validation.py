"""The bodies that steps send have a media type, and expressions that lead to something."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.arazzo.arazzo_step_request_body_validation import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-step-request-body-validation",
    why="A run sends the body as the operation expects it.",
    description="Bodies must have a media type, and expressions that lead to something.",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(ADOPTION,),
    bad=(changed("application/json", "json"),),
)
"""The rule."""
