"""Changes that only break together."""

from __future__ import annotations

from apiyard.design.check import Check
from apiyard.design.diffing.noticing import nothing

CHECK = Check(
    id="combined",
    area="schema",
    what="Several keywords of a schema changed: none of them breaks alone, all of them do.",
    why="Old clients meet them together.",
    find=nothing,
    oasdiff=(),
    examples=(),
)
