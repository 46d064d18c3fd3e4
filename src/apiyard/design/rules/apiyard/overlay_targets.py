"""The targets of an overlay's actions are expressions of JSONPath."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.apiyard.overlay_targets import FUNCTION
from apiyard.design.rule import Rule, Then

_DOCUMENT = """
overlay: 1.1.0
info: {title: Sandbox, version: 1.0.0}
actions:
  - {target: "$.servers", remove: true}
  - {target: "$.info", update: {description: For trying out.}}
"""

RULE = Rule(
    id="overlay-targets",
    why="An action with a wrong target changes nothing, or something else.",
    description="Targets must be JSONPath (RFC 9535).",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=(
        "overlay1_0",
        "overlay1_1",
    ),
    resolved=False,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(_DOCUMENT,),
    bad=(_DOCUMENT.replace('$.servers"', '$.servers["'),),
)
"""The rule."""
