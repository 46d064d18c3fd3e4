"""No path should name a method."""

from __future__ import annotations

from apiyard.design.functions.redocly.no_http_verbs_in_paths import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="no-http-verbs-in-paths",
    why="The method stands beside the path already; a path names a thing.",
    description="No path should name a method.",
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/no-http-verbs-in-paths",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets: {}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /get-pets: {}
""",
    ),
)
