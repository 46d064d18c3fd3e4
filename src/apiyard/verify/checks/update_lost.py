"""What was changed stays changed."""

from __future__ import annotations

from apiyard.verify.check import Check

CHECK = Check(
    id="update-lost",
    why="The service took the change, and the next reading shows whether it kept it.",
)
