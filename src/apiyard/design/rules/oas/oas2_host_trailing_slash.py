"""The host does not end with a slash."""

from __future__ import annotations

from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-host-trailing-slash",
    why="Paths begin with a slash, so the address of each operation would have two.",
    description="The host must not end with a slash.",
    formats=("oas2",),
    given=("$",),
    then=(Then(PATTERN, "host", options={"notMatch": "/$"}),),
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
host: pets.test/
""",
    ),
)
