"""The document says under which licence it may be used."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="info-license",
    why="Who builds on an API wants to know what the licence allows.",
    description='The info object needs a "license".',
    recommended=False,
    given=("$",),
    then=(Then(TRUTHY, "info.license"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, license: {name: MIT}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
""",
    ),
)
