"""No two tags share a name."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.oas.uniqueness_tags import FUNCTION as TAGS
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="openapi-tags-uniqueness",
    why="A name that stands for two tags has two descriptions, and readers show one.",
    description="Each tag of the document needs a name of its own.",
    message="{{error}}",
    severity=Severity.ERROR,
    given=("$.tags",),
    then=(Then(TAGS),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
tags: [{name: cats}, {name: dogs}]
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
tags: [{name: cats}, {name: cats}]
""",
    ),
)
