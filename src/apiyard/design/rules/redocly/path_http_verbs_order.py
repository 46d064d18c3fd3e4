"""The methods of a path should stand in one order."""

from __future__ import annotations

from apiyard.design.functions.redocly.path_http_verbs_order import FUNCTION
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="path-http-verbs-order",
    why="Readers find a method faster when all paths list them alike.",
    description="The methods of a path should stand in one order.",
    message="{{error}}",
    recommended=False,
    given=("$",),
    then=(Then(FUNCTION),),
    documentation_url="https://redocly.com/docs/cli/rules/oas/path-http-verbs-order",
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets: {get: {responses: {"200": {description: Pets.}}}, post: {responses: {"200": {description: Pets.}}}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets: {post: {responses: {"200": {description: Pets.}}}, get: {responses: {"200": {description: Pets.}}}}
""",
    ),
)
