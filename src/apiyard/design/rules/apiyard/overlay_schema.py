"""An overlay has the form of its version."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.apiyard.document_form import FUNCTION
from apiyard.design.rule import Rule, Then

_DOCUMENT = """
overlay: 1.1.0
info: {title: Sandbox, version: 1.0.0}
actions:
  - {target: "$.servers", remove: true}
  - {target: "$.info", update: {description: For trying out.}}
"""

RULE = Rule(
    id="overlay-schema",
    why="Tools apply an overlay only as far as it keeps the specification.",
    description="The document must keep the schema of its Overlay version.",
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
    bad=(
        _DOCUMENT.replace('target: "$.servers", ', ""),
        _DOCUMENT.replace("actions:", "action:"),
    ),
)
"""The rule."""
