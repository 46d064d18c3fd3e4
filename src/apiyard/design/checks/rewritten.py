"""A schema says the same in other words."""

from __future__ import annotations

from apiyard.design.check import Check, Example
from apiyard.design.diffing.noticing import SAFE, nothing

CHECK = Check(
    id="rewritten",
    area="schema",
    what="A schema is written in other words, and takes exactly what it took.",
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
        Example(
            "a reference written out",
            {"$ref": "#/components/schemas/Text"},
            {"type": "string", "minLength": 1},
            SAFE,
            SAFE,
        ),
        Example(
            "wrapped",
            {"type": "object", "required": ["k", "x"], "properties": {"k": {"const": "a"}, "x": {"type": "string"}}},
            {
                "allOf": [
                    {
                        "type": "object",
                        "required": ["k", "x"],
                        "properties": {"k": {"const": "a"}, "x": {"type": "string"}},
                    }
                ]
            },
            SAFE,
            SAFE,
        ),
        Example(
            "null as a branch",
            {"type": ["string", "null"]},
            {"anyOf": [{"type": "string"}, {"type": "null"}]},
            SAFE,
            SAFE,
        ),
    ),
)
