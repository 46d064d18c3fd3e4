"""A schema says the same in other words."""

from __future__ import annotations

from apiyard.design.check import Check, Example
from apiyard.design.diffing.noticing import SAFE, nothing

CHECK = Check(
    id="rewritten",
    area="schema",
    what="Several keywords of a schema changed, and it takes exactly what it took.",
    why="Nobody who calls the API can tell.",
    find=nothing,
    oasdiff=(),
    examples=(
        Example(
            "a bound in other words",
            {"type": "integer", "minimum": 1},
            {"type": "integer", "exclusiveMinimum": 0},
            SAFE,
            SAFE,
        ),
    ),
)
