"""The host is a real one."""

from __future__ import annotations

from apiyard.design.functions.pattern import FUNCTION as PATTERN
from apiyard.design.rule import Rule, Then

RULE = Rule(
    id="oas2-host-not-example",
    why="A host of the examples was forgotten when the document was written from a sample.",
    description="The host must not be example.com.",
    recommended=False,
    formats=("oas2",),
    given=("$",),
    then=(Then(PATTERN, "host", options={"notMatch": r"example\.com"}),),
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
host: api.example.com
""",
    ),
)
