"""An Arazzo document has the form of version 1.1."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.apiyard.document_form import FUNCTION
from apiyard.design.rule import Rule, Then

_DOCUMENT = """
arazzo: 1.1.0
info: {title: Adopt, version: 1.0.0}
sourceDescriptions: [{name: news, url: ./news.yaml, type: asyncapi}]
workflows:
  - workflowId: watch
    steps:
      - {stepId: wait, channelPath: "{$sourceDescriptions.news.url}#/channels/pets", action: receive, timeout: 5000}
"""

RULE = Rule(
    id="arazzo-1-1-schema",
    why="Runners read a document only as far as it keeps the specification.",
    description="The document must keep the schema of Arazzo 1.1.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("arazzo1_1",),
    resolved=False,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(_DOCUMENT,),
    bad=(
        _DOCUMENT.replace("type: asyncapi", "type: grpc"),
        _DOCUMENT.replace(", action: receive", ""),
    ),
)
"""The rule."""
