"""The parts of a path should be plural."""

from __future__ import annotations

from apiyard.design.functions.redocly.path_segment_plural import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="path-segment-plural",
    why="A path that names a collection reads well with and without the name of one member.",
    description="The parts of a path should be plural.",
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/path-segment-plural",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pet/{id}: {}
""",
    ),
)
