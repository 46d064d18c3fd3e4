"""The parent of a tag must be a tag, and no tag may be its own ancestor."""

from __future__ import annotations

from apiyard.core.finding import Severity
from apiyard.design.functions.redocly.spec_no_invalid_tag_parents import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="spec-no-invalid-tag-parents",
    why="Tags in a circle or below nothing cannot be shown as a tree.",
    description="The parent of a tag must be a tag, and no tag may be its own ancestor.",
    message="{{error}}",
    severity=Severity.ERROR,
    formats=("oas3_2",),
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/spec-no-invalid-tag-parents",
    good=(
        """
openapi: 3.2.0
info: {title: Pets, version: 1.0.0}
tags: [{name: pets}, {name: dogs, parent: pets}]
""",
    ),
    bad=(
        """
openapi: 3.2.0
info: {title: Pets, version: 1.0.0}
tags: [{name: dogs, parent: pets}]
""",
    ),
)
