"""The document names its host."""

from __future__ import annotations

from apiyard.design.functions.truthy import FUNCTION as TRUTHY
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-api-host",
    why="Without a host the document says what can be called, but not where.",
    description='The document needs a "host" that is not empty.',
    formats=("oas2",),
    given=("$",),
    then=(Then(TRUTHY, "host"),),
    good=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
host: pets.test
""",
    ),
    bad=(
        """
swagger: "2.0"
info: {title: Pets, version: 1.0.0}
""",
    ),
)
