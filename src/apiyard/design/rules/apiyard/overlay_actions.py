"""Each action of an overlay does one thing."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.apiyard.overlay_actions import FUNCTION
from apiyard.design.rule import Rule, Then

_DOCUMENT = """
overlay: 1.1.0
info: {title: Sandbox, version: 1.0.0}
actions:
  - {target: "$.servers", remove: true}
  - {target: "$.info", update: {description: For trying out.}}
"""

RULE = Rule(
    id="overlay-actions",
    why="What an action says and does not do misleads its readers.",
    description="An action should do one thing.",
    message="{{error}}",
    severity=Severity.WARN,
    formats=(
        "overlay1_0",
        "overlay1_1",
    ),
    resolved=False,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(_DOCUMENT,),
    bad=(
        _DOCUMENT.replace("remove: true", "remove: false"),
        _DOCUMENT.replace("remove: true", "remove: true, update: []"),
    ),
)
"""The rule."""
