"""The document is valid Arazzo."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.arazzo.adoption import ADOPTION, changed
from apiyard.design.functions.arazzo.arazzo_document_schema import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="arazzo-document-schema",
    why="Runners read a document only as far as it keeps the specification.",
    description="The document must keep the schema of its Arazzo version.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$",),
    then=(Then(FUNCTION),),
    good=(ADOPTION,),
    bad=(changed("title: Adopt, ", ""),),
)
"""The rule."""
