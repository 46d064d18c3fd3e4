"""The licence can be read."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="license-url",
    why="A name alone leaves open which text of the licence is meant.",
    description='The license needs a "url".',
    recommended=False,
    given=("$",),
    then=(Then(TRUTHY, "info.license.url"),),
    good=(
        """
openapi: 3.0.3
info: {title: Pets, license: {name: MIT, url: https://pets.test/license}}
""",
    ),
    bad=(
        """
openapi: 3.0.3
info: {title: Pets, license: {name: MIT}}
""",
    ),
)
