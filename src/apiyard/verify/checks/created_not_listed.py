"""What was made is in the list."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="created-not-listed",
    why="The list stands at the very path to which the thing was sent, and is walked to its end.",
)
