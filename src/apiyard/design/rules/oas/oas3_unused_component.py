"""Each component is used."""

from __future__ import annotations

from apiyard.design.functions.oas.oas_unused_component import FUNCTION as UNUSED
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas3-unused-component",
    why="What nothing refers to is read, kept and never needed.",
    description="Nothing refers to this component; remove it, or use it.",
    formats=("oas3",),
    resolved=False,
    given=("$",),
    then=(Then(UNUSED),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets:
    get:
      parameters: [{$ref: "#/components/parameters/page"}]
components:
  parameters:
    page: {name: page, in: query}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths: {}
components:
  parameters:
    page: {name: page, in: query}
""",
    ),
)
