"""What a list names can be read."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="listed-not-readable",
    why="The list and the thing stand at paths that belong together; it is asked for some times.",
)
